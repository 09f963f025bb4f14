#!/bin/sh
# The n-th allocation fails: no crash, no half answer, the store as before.
. "$(dirname "$0")/fault.sh"

new_store
head -n 21 "$LIST" >small.csv
run --as lan student import --year 2023 small.csv
run $(intake 1400100005 10)
set -- --as lan assess VV-2023-0001 --assessed-at 2024-01-11T09:00 \
    --consulted nguoi-hoc --needs tam-ly --level cao --route tai-truong
for field in harm-level harm-continues harm-access harm-obstacles \
    protect-self protect-reach protect-tell protect-watched; do
	set -- "$@" --$field cao
done
run "$@"
ok "a case"
set -- --as lan report issue --year 2023 --term 1
run "$@" --number 05/BC --date 2024-01-20
ok "a report that was sent"
run --as lan session --topic tam-ly --mode truc-tiep --at 2025-11-05T09:00
run --as lan staff add tam --role staff --name "Lê Thị Tâm"
run --as lan mentor add --student 1400100005 --mentor tam \
    --category kho-khan --from 10/10/2023 --goal x
run --as tam mentor contact GD-1 --on 11/10/2023 --note x
ok "a mentor's pair"
cat >plan.json <<END
{"number":"1/KH","issued_on":"2023-10-10","committee":[{"name":"A","role":"B"}],
"tasks":[{"what":"Tuyên truyền","time":"HK I"},{"what":"C","time":"5/10"}]}
END
printf 'Nội dung,Thời gian\nTuyên truyền,HK I\nC,5/10\n' >tasks.csv
run --as lan yearplan add --json plan.json
ok "a plan, KH-2, with the activities HD-3 and HD-4"
head -n 41 "$LIST" >more.csv
python3 - <<'END'
import zipfile
name = "http://schemas.openxmlformats.org/"
kinds = name + "package/2006/content-types"
word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
text = name + "wordprocessingml/2006/main"
office = name + "officeDocument/2006/relationships/officeDocument"
par = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
with zipfile.ZipFile("form.docx", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("[Content_Types].xml", f"""<Types xmlns="{kinds}">
<Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{word}document.main+xml"/>
</Types>""")
    z.writestr("_rels/.rels", f"""<Relationships
xmlns="{name}package/2006/relationships"><Relationship Id="r" Type="{office}"
Target="word/document.xml"/></Relationships>""")
    z.writestr("word/document.xml", f"""<w:document xmlns:w="{text}"><w:body>
{par % "{{school_name}} {{case_number}}"}<w:tbl><w:tr><w:tc>
{par % "{{students.name}}"}</w:tc><w:tc>{par % "{{students.born}}"}</w:tc>
</w:tr></w:tbl></w:body></w:document>""")
END

# Under the sanitizers a run takes ten times as long.
part=1
sanitized && part=3
runs=0
where() { # ARG...: from where the calls came that did harm
	for i in $bad; do
		back
		SHIM_WHERE=$T/where
		export SHIM_WHERE
		shim malloc "${i%%:*}" null "$@"
		unset SHIM_WHERE
		echo "# $i"
		sed -n 's/^\([^ ]*\/\)*\([^ ]*ctxh[^ ]*\) *\[.*/#	\2/p' "$T/where"
	done
	back
}
# A report without memory may go on where it can, but not with less of it.
# What says what time it is differs between two minutes, but hardly twice.
again() { # I ARG...
	i_th=$1
	shift
	run "$@"
	right=$out
	shim malloc "$i_th" null "$@"
	[ "$code" -ne 0 ] || [ "$out" = "$right" ]
}
starve() { # NAME MAX ARG...
	name=$1 max=$2
	shift 2
	back
	run "$@"
	[ "$code" -eq 0 ] || { tap 1 "$name, with memory"; return; }
	right=$out
	back
	some=$(places $((max / part)) "$@")
	n=$(echo $some | wc -w)
	runs=$((runs + n))
	back
	bad=
	for i in $some; do
		shim malloc "$i" null "$@"
		if [ "$code" -ge 128 ]; then
			bad="$bad $i:crash-$code"
		elif [ "$code" -ne 0 ]; then
			[ -n "$err$out" ] || bad="$bad $i:silent"
		elif [ "$changes" = no ] && [ "$out" != "$right" ]; then
			again "$i" "$@" || bad="$bad $i:wrong"
		fi
		# The sanitizer itself needs memory where a thread begins.
		case $err in
		*"CHECK failed: sanitizer_linux_libcdep"*) ;;
		*Sanitizer*) bad="$bad $i:sanitizer" ;;
		esac
		if [ "$changes" = rebuilds ] ||
		    { [ "$changes" = yes ] && [ "$code" -eq 0 ]; }; then
			run --as lan fsck
			[ "$code" -eq 0 ] || bad="$bad $i:fsck"
			back
		elif ! cmp -s ctxh.db "$T/kept.db"; then
			bad="$bad $i:changed"
			back
		fi
	done
	equal "$bad" "" "$name ($n places)" || where "$@"
}
keep
changes=no
starve "list" 90 --as lan list --format json
starve "declared tables" 90 --as lan report --from 2025-11-01 --to 2025-11-30 \
    --format json
starve "a set that extends another" 90 --lang en rules check \
    "$DATA/rules/province.json"
starve "show" 60 --as lan show VV-2023-0001 --format json
starve "show as text" 60 --as lan show VV-2023-0001
starve "mentor show as text" 60 --as tam mentor show GD-1
starve "list as text" 60 --as lan list
starve "log" 40 --as lan log --format jsonl
starve "mentor list" 60 --as tam mentor list --format json
starve "mentor show" 60 --as tam mentor show GD-1 --format json
starve "mentor classes" 40 --as lan mentor classes --format json
starve "mentor emulation" 60 --as lan mentor emulation --format json
starve "activity list" 60 --as lan activity list --format json
starve "yearplan show" 60 --as lan yearplan show KH-2 --format json
starve "student list" 40 --as lan student list --format csv
starve "student export" 60 --as lan student export --excel
starve "student export, objects" 40 --as lan student export --format json
# What was sent differs by a case, which is overdue.
back
run $(intake 1400100006 11)
keep
starve "due" 90 --as lan due --all --at 2024-02-01 --format json
starve "due as text" 60 --as lan due --at 2024-01-16
starve "due --ics" 150 --as lan due --ics --at 2024-01-16
starve "report" 90 --as lan report --year 2023 --term year --format json
starve "report as a workbook" 60 --as lan report --year 2023 --term year \
    --format xlsx -o year.xlsx
starve "report --case" 120 --as lan report --case VV-2023-0001 --format json
starve "report as a page" 60 --as lan report --year 2023 --term year \
    --format html
starve "dashboard" 90 --as lan dashboard --year 2023 --term year
starve "report as a document" 90 --as lan report --year 2023 --term year \
    --format docx
starve "dashboard as a document" 60 --as lan dashboard --year 2023 \
    --term year --format docx
starve "print" 90 --as lan print VV-2023-0001 assess
starve "print as a page" 60 --as lan print VV-2023-0001 intake --format html
starve "print as a document" 120 --as lan print VV-2023-0001 assess \
    --format docx
starve "print of a history" 60 --as lan print VV-2023-0001 log --format docx
starve "print of an empty form" 60 print --blank plan --format docx
starve "print of a register's entry" 60 --as lan print KH-2 yearplan \
    --format docx
starve "print for one pupil, by a template" 120 --as lan print VV-2023-0001 \
    intake --for 1400100005 --template form.docx
starve "print --all" 90 --as lan print --all --year 2023 --format docx \
    -o papers
starve "number list" 40 --as lan number list --format json
starve "config list" 60 --as lan config list --all --format json
starve "rules diff" 60 --as lan rules diff tt33-2018 tt18-2025
starve "calendar show" 60 --as lan calendar show 2026 --format json
starve "report --issued" 40 --as lan report --issued latest --format json
starve "fsck" 90 --as lan fsck --format json
# It checks after it has written, and may fail then.
changes=rebuilds
starve "fsck --rebuild" 40 --as lan fsck --rebuild --format json
# The chain knows of it before the first byte leaves.
starve "student export --names" 60 --as lan student export --names
starve "report --case --names" 60 --as lan report --case VV-2023-0001 --names
starve "print --names" 60 --as lan print VV-2023-0001 intake --names
starve "print --names as a document" 60 --as lan print VV-2023-0001 assess \
    --names --format docx -o form-1.docx
starve "mentor show --names" 60 --as lan mentor show GD-1 --names
starve "mentor list --names" 60 --as tam mentor list --names
changes=yes
cat >groups.jsonl <<END
{"student":"1400100007","group":"kho-khan","from":"2023-10-10"}
{"student":"1400100005","group":"kho-khan","from":"2023-10-10","reason":"x"}
END
printf '%s\n' "Mã học sinh,Nhóm,Từ ngày" 1400100007,yeu-kem,10/10/2023 \
    1400100005,kho-khan,11/10/2023 >groups.csv
starve "student promote" 90 --as lan student promote --to 2024 --format json \
    --stay 1400100003 --map "2B=3A"
starve "student set" 60 --as lan student set 1400100005 --class 9Z \
    --status chuyen-di-ky-1
starve "session" 60 --as lan session --topic tam-ly --at 2025-11-05T09:00
starve "record" 120 $(intake 1400100007 12)
EDITOR="echo >>"
export EDITOR
starve "record in the editor" 60 $(intake 1400100007 12) --edit
starve "a letter's number" 90 --as lan refer VV-2023-0001 --agency ubnd-xa \
    --kind chuyen-gui --method cong-van --basis luat-quy-dinh --reason x \
    --letter-no 5/bc --letter-date "thứ Hai, 15/01/2024" \
    --sent-at "15/01/2024 09:00"
starve "group add" 60 --as lan group add --student 1400100007 \
    --group kho-khan --from 10/10/2023 --reason x
printf '%s\n' "Mã học sinh,Họ và tên,Học lực,Hạnh kiểm" \
    "1400100005,A,Giỏi,Tốt" >results.csv
starve "screen import" 60 --as lan screen import results.csv --year 2023 \
    --term 1
starve "group add for a batch" 60 --as lan group add --batch groups.jsonl
starve "mentor add" 90 --as lan mentor add --student 1400100007 \
    --mentor tam --category kho-khan --from 10/10/2023 --goal x
starve "mentor contact" 60 --as tam mentor contact GD-1 --on 12/10/2023 \
    --note x
starve "mentor contact, corrected" 60 --as tam mentor contact GD-1 --amend \
    --note y
starve "mentor end" 60 --as lan mentor end GD-1 --end-reason khac \
    --ended-at 12/12/2023
starve "group import" 60 --as lan group import groups.csv
starve "yearplan add" 90 --as lan yearplan add --json plan.json
starve "yearplan add, from tables" 90 --as lan yearplan add --number 2/KH \
    --issued-on 10/10/2023 --tasks tasks.csv
starve "yearplan add, corrected" 90 --as lan yearplan add KH-2 --amend \
    --json plan.json
starve "activity done" 60 --as lan activity done HD-3 --on 20/10/2023 \
    --students 3 --classes "khối 1" --repeat
starve "activity import" 60 --as lan activity import --year 2023 \
    "$DATA/lists/lo-trinh-son-la.csv"
starve "agency" 60 --as lan agency add ubnd-cm --kind commune \
    --name "UBND xã" --accepts thong-bao --instead-of ubnd-xa
starve "contact" 40 --as lan agency contact cong-an-xa --phone 0212333444
starve "config set" 90 --as lan config set school.levels thcs tieu-hoc
printf 'date,kind,name,basis\n2027-02-04,off,Tết,official\n' >days.csv
starve "calendar import" 90 --as lan calendar import days.csv
starve "report issue" 90 --as lan report issue --year 2023 --term 1 \
    --number 07/BC --date 2024-01-22
starve "report note" 60 --as lan report note IV --year 2023 --term 1 --text x
own_rules >own.json
starve "rules import" 90 --as lan rules import own.json
starve "import" 120 --as lan student import --year 2024 more.csv
python3 "$TOP/tests/book.py" more.xlsx --csv more.csv
starve "import of a workbook" 90 --as lan student import --year 2024 more.xlsx
# The same pupils under other ids: each may be one who is there.
sed 's/^\([0-9]*\),14001[0-9]*,[0-9]*,/\1,99001\1,,/' small.csv >twice.csv
starve "import of pupils who may be there" 90 --as lan student import \
    --year 2024 twice.csv --dups -
starve "student merge" 90 --as lan student merge 1400100001 1400100005 \
    --format json
head -n 6 "$DATA/lists/06-tcvn3.csv" >tcvn3.csv
starve "import from TCVN3" 120 --as lan student import --year 2023 tcvn3.csv
LAST_CALLS=80
starve "where it is signed" 80 --as lan student import --year 2024 tcvn3.csv
LAST_CALLS=
run --as lan student import --year 2024 more.csv
list=$(sqlite3 ctxh.db "SELECT max(id) FROM op")
run $(intake 1400100007 12)
case=$(sqlite3 ctxh.db "SELECT max(id) FROM op")
run --as lan config set school.place "Chiềng Mung"
keep
starve "undo of a setting" 60 --as lan undo --format json
starve "undo of a list" 120 --as lan undo "$list" --format json
starve "undo of a case" 120 --as lan undo "$case" --format json
run --as lan undo "$case"
keep
starve "and of that undo" 90 --as lan undo \
    "$(sqlite3 ctxh.db "SELECT max(id) FROM op")" --format json

# Where a library is loaded or a table is filled the first calls differ most.
bad=
for i in $(points 200 $((100 / part))); do
	shim malloc "$i" null --as lan list
	[ "$code" -lt 128 ] || bad="$bad $i:crash-$code"
done
equal "$bad" "" "the start of a verb"

# Memory that stays gone.  The answer comes after the commit, and falls back on
# codes where it cannot read the labels.
back
rm "$T/been"
some=$(places $((60 / part)) $(intake 1400100007 12))
bad=
SHIM_ON=yes
export SHIM_ON
for i in $some; do
	back
	shim malloc "$i" null $(intake 1400100007 12)
	if [ "$code" -eq 0 ]; then
		case $out in *VV-2023-0003*) ;; *) bad="$bad $i:wrong" ;; esac
	else
		[ "$code" -lt 128 ] || bad="$bad $i:crash-$code"
		cmp -s ctxh.db "$T/kept.db" || bad="$bad $i:changed"
	fi
done
unset SHIM_ON
equal "$bad" "" "memory that stays gone"

# A deadline that a day off moves.
back
run $(intake 1400100007 12)
run --as lan calendar add 2024-01-15 --off --name "Bão"
keep
starve "deadlines counted anew" 90 --as lan due --recompute --format json

# Screening: a list, a run, what is decided of it.
back
{
	echo Mã định danh,Ngày nghỉ,Phép
	for day in 02 03 04 05 06; do
		echo "1400100005,$day/10/2023,K"
	done
} >nghi.csv
changes=yes
starve "a list of absences" 120 --as lan screen import --year 2023 nghi.csv
run --as lan screen import --year 2023 nghi.csv
keep
starve "screening" 90 --as lan screen run --year 2023 --format json
starve "a pupil whom it found" 120 --as lan screen accept 1400100005 \
    --year 2023 --group nguy-co-bo-hoc --at 2023-10-09
changes=no
starve "screening, only looked at" 60 --as lan screen run --year 2023 \
    --dry-run --format json
changes=yes

# Its ids are those of other children in the store so far.
rm -f ctxh.db "$T/sheet"
new_store
keep
starve "import of an older workbook" 60 --as lan student import --year 2024 \
    "$DATA/books/danh-sach.xls"
echo "# $runs places"
finish
