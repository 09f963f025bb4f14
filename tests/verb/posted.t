#!/bin/sh
# What is posted or e-mailed: no list, no report and no single entry that was
# made without --names has a pupil's name, a code, or anything that was told,
# in any format, for whoever may make it.  The commands stand in one table; a
# verb that reads and does not stand there fails the test.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
as lan staff add bao --role reporter --name "Báo"
as lan staff add tam --role staff --name "Lê Thị Tâm"

# --- a store full of words that stand nowhere else ------------------------------
cat >list.csv <<'X'
Mã định danh Bộ GD&ĐT,Mã học sinh,Họ và tên,Ngày sinh,Giới tính,Lớp,SĐT
1499988801,HSQZ01,Kxoàng Thị Zéc,17/03/2014,Nữ,3A,0999888771
1499988802,HSQZ02,Kxoàng Văn Zực,18/04/2014,Nam,3A,0999888772
1499988803,HSQZ03,Wịa Thị Zém,19/05/2014,Nữ,3B,0999888773
1499988804,HSQZ04,Wịa Văn Zồi,20/06/2014,Nam,3B,0999888774
X
as lan student import list.csv --year 2023
ok "four pupils"
SECRET='Kxoàng
Wịa
Zéc
Zực
Zém
Zồi
14999888
HSQZ
0999888
17/03/2014
2014-03-17
Kinbi'
# The same without accents.
SECRET="$SECRET
kxoang
wia thi
wia van"
{
	doc intake "" 2023-10-02T08:00 label=A category=xam-hai \
	    extra='"place":"Kinbinoi","foreseen_harm":"Kinbihai","father_name":"Kinbicha","informant_consents":true,"informant_name":"Kinbinguoi"' |
	    sed 's/"condition":"lo"/"condition":"Kinbitinhtrang"/
		s/{"origin":"khong-ro"}/{"student":"1499988801"}/'
	doc assess-tai-truong @A 2023-10-02T09:00 \
	    extra='"opinion":"Kinbiykien","conclusion":"Kinbiketluan"'
	doc plan @A 2023-10-02T10:00 to=2023-12-20 |
	    sed 's/"vui"/"Kinbimuctieu"/; s/"gặp"/"Kinbigap"/'
	doc refer-chuyen-gui @A 2023-10-03T08:00 |
	    sed 's/"cần giúp"/"Kinbilydo"/'
	cat <<'X'
{"form":"consent","student":"1499988801","given_at":"2023-10-02T08:00:00+07:00","by":"cha-me","scope":"chuyen-gui","evidence":"Kinbichungcu"}
{"form":"group","label":"g","student":"1499988802","group":"kho-khan","from":"2023-09-10","evidence":"Kinbibang","reason":"Kinbiome"}
{"form":"group_review","entry":"@g","status":"tien-bo","reviewed_at":"2024-01-10","note":"Kinbighichu"}
{"form":"group_end","entry":"@g","end_reason":"khac","ended_at":"2024-05-10","note":"Kinbihet"}
{"form":"group","student":"1499988803","group":"yeu-kem","from":"2023-09-10","reason":"Kinbikem"}
{"form":"mentor","label":"m","student":"1499988803","mentor":"tam","category":"yeu-kem","from":"2023-09-20","goal":"Kinbidich"}
{"form":"mentor_assess","entry":"@m","assessed_at":"2024-01-10","term":"hk1","progress":"tien-bo","support":"tot","note":"Kinbinhanxet"}
{"form":"activity","label":"a","name":"Tuyên truyền","kind":"tuyen-truyen","from":"2023-10-01","to":"2024-05-31"}
{"form":"activity_done","entry":"@a","on":"2023-10-12","sessions":1,"students":4,"classes":["3A","3B"]}
{"form":"activity","name":"Câu lạc bộ","kind":"cau-lac-bo","from":"2023-10-01","to":"2023-10-31"}
{"form":"target","label":"t","indicator":"Trường an toàn","target":90,"from":"2023-09-05","to":"2024-05-31"}
{"form":"target_value","entry":"@t","on":"2023-12-20","numerator":9,"denominator":10}
{"form":"resource","label":"r","received_on":"2023-10-20","partner":"Kinbitaitro","partner_kind":"to-chuc","kind":"tien","value":5000000,"what":"Kinbimua","note":"Kinbitho"}
{"form":"resource_use","entry":"@r","used_on":"2023-10-25","for":"nguoi-hoc","student":"1499988804","kind":"tien","value":500000,"note":"Kinbiao"}
{"form":"yearplan","label":"y","issued_on":"2023-09-15","number":"12/KH","committee":[{"name":"Kinbiban","role":"Trưởng ban"}],"tasks":[{"what":"Rà soát","kind":"khac","from":"2023-09-20","to":"2023-10-20"}]}
X
} >docs.jsonl
run --as lan --format json record --batch docs.jsonl
ok "a case, and entries of the registers"
eval "$(value 'my $c = $_->{cases}; join "", map { "$_=$c->{$_}\n" }
    grep { /^[a-zA-Z]$/ } keys %$c')"
as tam mentor contact "$m" --how gap-mat --note Kinbigapgo --on 10/10/2023
is 0 "a mentor notes a talk"
cat >absences.csv <<'X'
Mã HS,Ngày nghỉ,Phép
HSQZ04,02/10/2023,K
HSQZ04,03/10/2023,K
HSQZ04,04/10/2023,K
HSQZ04,05/10/2023,K
X
as lan screen import absences.csv
is 0 "absences"
as lan report issue --year 2023 --term 1 --number 7/BC --date 20/01/2024
ok "a report is issued"
# What is looked for is there: with names it is shown.
as lan group show "$g" --names
has "Kinbiome" "a narrative is in the store"
has "Zực" "and a name"
as lan mentor show "$m" --names
has "Kinbigapgo" "and what a mentor wrote"

# --- every command that reads ---------------------------------------------------
# Who: l the focal, b the reporter, t the mentor.
cat >commands <<X
l student list --year 2023
l student dups
l student show HSQZ01
l student find zec
lb screen run --dry-run --year 2023
l consent list
lb group list --year 2023
lb group list --year all --open
lb group show $g
lbt mentor list --year 2023
lbt mentor show $m
l mentor classes --year 2023
l mentor emulation --year 2023
l mentor emulation --year 2023 --term 1
lb activity list --year 2023
lb activity show $a
lb target list --year 2023
lb target show $t
lb resource list --year 2023
lb resource summary --year 2023
lb resource show $r
lb yearplan list --year 2023
lb yearplan show $y
lb list --year 2023
lb show $A
lb due --all
lb due $A --explain
lb report --year 2023 --term 1
lb report --year 2023 --term 2
lb report --year 2023 --term year
lb report --from 01/10/2023 --to 31/10/2023
lb report --issued 7/BC
lb report --case $A
lb report issued
l report note --list
l number list
l number check
l log
lb fsck
X
for table in groups cases referrals deadlines prevention mentoring targets; do
	echo "lb report --year 2023 --term year --table $table"
done >>commands
leak() { # TEXT: the words of SECRET in a file, folded to small letters
	tr '[:upper:]' '[:lower:]' <"$1" | grep -n -F "$(printf '%s\n' "$SECRET" |
	    tr '[:upper:]' '[:lower:]')" | head -n 3
}
before=$(as lan log; printf '%s\n' "$out" | grep -c .)
while read -r who verb; do
	for key in l b t; do
		case $who in *$key*) ;; *) continue ;; esac
		case $key in l) as=lan ;; b) as=bao ;; t) as=tam ;; esac
		bad=
		for format in text csv json jsonl; do
			# shellcheck disable=SC2086
			run --as "$as" --format $format $verb
			case $code in 0 | 1) ;; *) bad="$format: exit $code" ;; esac
			cat "$T/err" >>"$T/out"
			found=$(leak "$T/out")
			[ -z "$found" ] || bad="$bad $format: $found"
		done
		equal "$bad" "" "$as: $verb"
	done
done <commands

# --- papers ----------------------------------------------------------------------
# The texts of a document: of all parts of a file that is packed, with and
# without the markup, for words may be split over runs.
cat >texts.py <<'X'
import html, re, sys, zipfile
for name in sys.argv[1:]:
    print(name)
    if zipfile.is_zipfile(name):
        z = zipfile.ZipFile(name)
        raw = "\n".join(z.read(n).decode("utf-8", "replace")
            for n in z.namelist())
    else:
        raw = open(name, encoding="utf-8").read()
    print(raw)
    print(html.unescape(re.sub("<[^>]*>", "", raw)))
X
cat >papers <<X
lb dashboard
lb dashboard --year 2023 --term 1
lb dashboard --year 2023 --term year
lb report --year 2023 --term 1
lb report --year 2023 --term year
lb report --issued 7/BC
lb report --case $A
l print $A log
l print $A handover
l print $A intake
l print $A intake --for HSQZ01
X
for entry in "$g" "$m" "$a" "$t" "$r" "$y" "$A" "--year 2023"; do
	echo "l print --all $entry"
done >>papers
for form in intake assess plan decision refer consent group mentor; do
	echo "l print --blank $form"
done >>papers
hidden() { # NAME FOLDER: its files are many, and tell nothing
	python3 texts.py "$2"/* >texts
	equal "$(leak texts)$(grep -cE "Chiềng Mung|CHIỀNG MUNG" texts |
	    grep -x 0)" "" "$1"
}
while read -r who verb; do
	for key in l b; do
		case $who in *$key*) ;; *) continue ;; esac
		case $key in l) as=lan ;; b) as=bao ;; esac
		rm -rf papers.d
		mkdir papers.d
		bad=
		for format in text html docx xlsx; do
			case $format:$verb in
			xlsx:report\ --case* | xlsx:[!r]*) continue ;;
			esac
			file=papers.d/$format
			case $verb in *--all*) file=papers.d ;; esac
			# shellcheck disable=SC2086
			run --as "$as" --format $format $verb -o $file
			[ "$code" -eq 0 ] || bad="$bad $format: exit $code"
			cat "$T/err" "$T/out" >>papers.d/said
		done
		equal "$bad" "" "$as: $verb, in each format"
		hidden "and names nobody" papers.d
	done
done <papers

# A template with every mark that there is.
cat >marks.py <<'X'
import json, sys, zipfile
marks = "".join("<w:p><w:r><w:t>%s: {{%s}}</w:t></w:r></w:p>" %
    (m["mark"], m["mark"]) for m in json.load(sys.stdin))
with zipfile.ZipFile(sys.argv[1]) as old, \
        zipfile.ZipFile(sys.argv[2], "w") as new:
    for n in old.namelist():
        data = old.read(n).decode("utf-8", "surrogateescape")
        if n == "word/document.xml":
            data = data.replace("</w:body>", "", 1).split("<w:body>")[0] + \
                "<w:body>" + marks + "</w:body></w:document>"
        new.writestr(n, data.encode("utf-8", "surrogateescape"))
X
for form in intake assess plan refer; do
	run --as lan print --blank $form -o blank.docx
	run --as lan --format json print --template-help $form
	python3 marks.py blank.docx marks.docx <"$T/out"
	rm -rf papers.d
	mkdir papers.d
	as lan print "$A" $form --template marks.docx -o papers.d/t.docx
	ok "every mark of $form"
	hidden "and no mark has a name" papers.d
done

as bao print "$A" intake
is 4 "a reporter prints no form"
as bao print "$A" log
is 4 "nor the history"
as bao print --all --year 2023 -o all
is 4 "nor all"
as lan log
equal "$(printf '%s\n' "$out" | grep -c .)" "$((before + 3))" \
    "and none of it left a trace of names, but three refusals one of rights"
# What is looked for is there.
mkdir with
as lan print --all "${A#*-*-}" --names --format docx -o with
as lan --format json log
json '$_->[-1]{verb} eq "print" && $_->[-1]{detail}{of} eq "'"$A"'"' \
    "the chain keeps of which case"
as lan print --all --names -o with
as lan --format json log
json '$_->[-1]{detail}{of} eq "2023-2024"' "or of which year"
rm with/*.txt
python3 texts.py with/* >texts
[ -n "$(leak texts)" ]
tap $? "with names it is shown"

# --- nothing that reads was forgotten --------------------------------------------
"$CTXH" help --json | perl -MJSON::PP -0777 -e '
	sub leaves {
		my ($v, $name) = @_;
		my @sub = @{$v->{sub} // []};
		print "$name\n" if !$v->{writes} &&
		    (!@sub || grep { $_->{name} !~ /^(help)$/ } @{$v->{options}});
		leaves($_, "$name $_->{name}") for @sub;
	}
	leaves($_, $_->{name}) for @{decode_json(<STDIN>)->{verbs}}' |
    grep -vE '^(init|staff|key|config|agency|rules|calendar|help|version)\b' |
    grep -vxE 'student (export|template)|screen|student|group' >reading
while read -r verb; do
	grep -qE "^[lbt]+ $verb( |\$)" commands papers || echo "$verb"
done <reading >forgotten
equal "$(cat forgotten)" "" "every verb that reads is in the table"
finish
