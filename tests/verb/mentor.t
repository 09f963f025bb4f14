#!/bin/sh
# Teachers who help pupils: who may do what, what is refused, and the lists in
# which no pupil is named.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023
ok "a list"
for one in "tam staff Lê Thị Tâm" "binh staff Ngô Văn Bình" \
    "bao reporter Đỗ Văn Báo" "cu staff Phạm Văn Cũ"; do
	handle=${one%% *} role=${one#* }
	as lan staff add "$handle" --role "${role%% *}" --name "${role#* }"
done
as lan staff retire cu
ok "staff, of whom one has left"

# Three pupils of one class, and one of another.
LIST=$DATA/lists/01-tieu-hoc-utf8.csv
class=$(sed -n 3p "$LIST" | cut -d, -f7)
codes() {
	awk -F, -v c="$class" -v same="$1" 'NR > 1 && (($7 == c) == same) {
	    print $2 "\t" $4 }' "$LIST"
}
A=$(codes 1 | sed -n 1p | cut -f1) NAME=$(codes 1 | sed -n 1p | cut -f2)
B=$(codes 1 | sed -n 2p | cut -f1)
C=$(codes 1 | sed -n 3p | cut -f1)
D=$(codes 0 | sed -n 1p | cut -f1)
GOAL="đi học đều ở Chiềng Mai"
NOTE="em kể rằng mẹ ốm nặng"

# --- a pair ------------------------------------------------------------------
run --as lan --format json mentor add --student "$A" --mentor tam \
    --category nguy-co-bo-hoc --from 10/10/2023 --goal "$GOAL"
ok "a pair"
json '$_->{entry} eq "GD-1" && $_->{document} eq "GD-1/1" && $_->{open} &&
    $_->{register} eq "mentor" && $_->{op} > 0 && "@{$_->{next}}" eq
    "mentor-plan mentor-contact mentor-assess mentor-end"' \
    "and what follows is said"
json 'use utf8; @{$_->{notices}} == 1 &&
    $_->{notices}[0]{code} eq "class-mentored" &&
    $_->{notices}[0]{message} eq "lớp '"$class"': 1 học sinh được giúp đỡ"' \
    "and how many of the class"
as lan giup-do add --student "$B" --mentor "Trần Thị Hoa" \
    --category kho-khan --from 10/10/2023
ok "by its other name, and of a teacher without a key"
has "lớp $class: 2 học sinh" "two now"
as lan mentor add --student "$A" --mentor tam --category kho-khan \
    --from 11/11/2023
is 6 "the same two, at the same time"
says GD-1 "the other entry is named"
run --as lan --format json mentor add --student "$A" --mentor binh \
    --category kho-khan --from 11/11/2023
ok "the same pupil with another mentor"
json '$_->{notices}[0]{message} =~ /: 2 /' "counts once"
as lan mentor add --student "$D" --mentor tam --category kho-khan \
    --from 11/11/2023
ok "the same mentor with another pupil"
refused() { # CODE NAME ARG...
	want=$1 what=$2
	shift 2
	as lan mentor add --category kho-khan "$@"
	is "$want" "$what"
}
refused 5 "nobody of that handle" --student "$C" --mentor tamm \
    --from 11/11/2023
refused 6 "who has left" --student "$C" --mentor cu --from 11/11/2023
refused 6 "who writes nothing" --student "$C" --mentor bao --from 11/11/2023
refused 6 "not on the list of that year" --student "$C" --mentor tam \
    --from 11/11/2019
refused 5 "no such pupil" --student 999 --mentor tam --from 11/11/2023
refused 2 "a class with the name" --student "$C" --mentor "Cô Hoa 3A" \
    --from 11/11/2023
refused 2 "the pupil for a teacher" --student "$A" --mentor "$NAME" \
    --from 11/11/2023
says "người học" "which is said"
refused 2 "nor with a word before it" --student "$A" \
    --mentor "cô Hoa giúp em $NAME" --from 11/11/2023
refused 2 "no mentor" --student "$C" --from 11/11/2023
refused 6 "more than a year ahead" --student "$C" --mentor tam \
    --from 11/11/2040

# --- the limit ---------------------------------------------------------------
as lan config set mentor.per_class hai
is 2 "a limit is a number"
as lan config set mentor.per_class 2
ok "the school's limit"
run --as lan --format json mentor add --student "$C" --mentor binh \
    --category kho-khan --from 11/11/2023
equal "$code" 6 "beyond it"
json '$_->{error}{message} =~ /'"$class"'.*3.*2/ &&
    $_->{error}{where}{field} eq "student"' "with the numbers"
refused 0 "not beyond it in another class" --student "$D" --mentor binh \
    --from 11/11/2023
printf '{"student":"%s","mentor":"binh","category":"kho-khan","from":"%s"}\n' \
    "$C" 2023-11-11 "$B" 2023-11-11 >two.jsonl
as lan mentor add --batch two.jsonl
is 6 "a batch, all or nothing"
says "dòng 1" "its line is named"
as lan config unset mentor.per_class
as lan mentor add --batch two.jsonl
equal "$code" 0 "no limit"
as lan undo
as lan config set mentor.per_class 2
as lan mentor end GD-2 --end-reason khac --ended-at 01/11/2023
ok "one has ended"
run --as lan mentor add --student "$C" --mentor binh --category kho-khan \
    --from 11/11/2023
ok "so that there is room"
as lan config unset mentor.per_class

# --- the mentor's own key ----------------------------------------------------
run --as tam --format json mentor list
json '@$_ == 2 && $_->[0]{entry} eq "GD-1" && $_->[0]{class} eq "'"$class"'" &&
    $_->[0]{from} eq "2023-10-10T00:00:00+07:00" && $_->[0]{open} &&
    !exists $_->[0]{name} && !exists $_->[0]{student} &&
    !exists $_->[0]{goal}' "own pairs, without names"
n=$(sqlite3 ctxh.db "SELECT max(id) FROM op")
run --as tam --format json mentor list --names
json 'use utf8; $_->[0]{name} eq "'"$NAME"'" &&
    $_->[0]{goal} eq "'"$GOAL"'" &&
    !exists $_->[0]{student}' "and with, but no code"
equal "$(sqlite3 ctxh.db "SELECT max(id) - $n FROM op")" 1 \
    "which leaves a trace"
run --as lan --format json log
json '$_->[-1]{by} eq "tam" && $_->[-1]{verb} eq "mentor list" &&
    $_->[-1]{detail}{names}' "that the focal person reads"
run --as tam --format json mentor contact GD-1 --how tham-nha --note "$NOTE" \
    --on 12/10/2023
ok "a contact"
json '$_->{document} =~ m{^GD-1/P\d+$} && $_->{form} eq "mentor_contact" &&
    "@{$_->{next}}" eq "mentor-plan mentor-contact"' "and what follows"
cat >plan.json <<'X'
{"on":"2023-10-12","items":[
 {"period":"tuan","what":"kèm toán","from":"2023-10-16","to":"2023-10-20"},
 {"period":"thang","what":"đọc sách"},
 {"period":"hoc-ky","what":"lên lớp","to":"2024-01-18"}]}
X
as tam mentor plan 1 --json plan.json
ok "a plan by week, month and term; digits alone"
sed 's/2023-10-20/2023-10-01/' plan.json >bad.json
as tam mentor plan 1 --json bad.json
is 6 "an item that ends before it begins"
printf 'Theo,what,Từ ngày,to\nTuần,kèm toán,16/10/2023,20/10/2023\n' >items.csv
as tam mentor plan 1 --on 12/10/2023 --items items.csv --dry-run
ok "a plan from a table"
sed 's/20.10.2023/01\/10\/2023/' items.csv >bad.csv
as tam mentor plan 1 --on 12/10/2023 --items bad.csv
is 6 "and an item there"
says bad.csv:2: "has its line"
as tam mentor plan 1 --on 12/10/2023
is 2 "a plan of nothing"
as tam mentor contact GD-1 --note x --on 09/10/2023
is 6 "before the pair began"
as tam mentor contact GD-1 --on 13/10/2023
is 2 "a contact without a word"
as tam mentor contact GD-1 --note x --how thu --on 13/10/2023
is 2 "in no known way"
as tam mentor contact GD-1 --amend --note "em kể thêm"
ok "corrected"
printf '{"entry":"%s","on":"2023-10-2%s","note":"lần %s"}\n' GD-1 0 1 GD-1 1 2 \
    >own.jsonl
as tam mentor contact --batch own.jsonl
ok "two at once"
echo '{"entry":"GD-3","on":"2023-11-12","note":"của người khác"}' >>own.jsonl
as tam mentor contact --batch own.jsonl
is 5 "all or nothing, with another's pair in it"
as lan mentor contact GD-1 --note "đầu mối gặp em" --on 22/10/2023
ok "the focal person notes, too"
run --as tam --format json mentor show GD-1 --names
json 'use utf8; my @d = @{$_->{documents}}; @d == 7 &&
    "@{[map { $_->{form} }@d]}" eq join(" ", "mentor", "mentor_contact",
    "mentor_plan", ("mentor_contact") x 4) && $d[1]{superseded} &&
    $d[1]{fields}{note} eq "'"$NOTE"'" && $d[3]{fields}{note} eq "em kể thêm" &&
    $d[3]{fields}{how} eq "tham-nha" && $d[1]{by} eq "tam" &&
    $d[6]{by} eq "lan" && $d[2]{fields}{items}[0]{what} eq "kèm toán" &&
    $_->{name} eq "'"$NAME"'" && !exists $d[0]{fields}{student}' \
    "all of it is read"
cp "$T/out" mine.json
run --as tam --format json mentor show GD-1
json '!grep { exists $_->{fields}{note} } @{$_->{documents}}' \
    "texts only with --names"
run --as hieu --format json mentor show GD-1 --names
json 'use utf8; my @d = @{$_->{documents}}; @d == 7 &&
    $d[0]{fields}{student} eq "'"$A"'" &&
    $d[3]{fields}{note} eq "em kể thêm"' "the principal reads the same"
perl -MJSON::PP -0777 -e 'my @f = map { open my $f, "<", $_ or die;
    decode_json(<$f>)->{documents} } @ARGV; exit 1 if @{$f[0]} != @{$f[1]};
    for (1 .. $#{$f[0]}) { for my $k (qw(id at by fields)) {
    exit 1 if JSON::PP->new->canonical->allow_nonref->encode($f[0][$_]{$k}) ne
    JSON::PP->new->canonical->allow_nonref->encode($f[1][$_]{$k}) } }' \
    mine.json "$T/out"
tap $? "note by note"
hasnt '"pair"' "no key is shown"
run --as lan --format json mentor list --names
hasnt '"pair"' "nor listed"
run --as bao --format json mentor show GD-1
ok "a reporter sees that there is a pair"
json '@{$_->{documents}} == 1 && !exists $_->{documents}[0]{fields}{student}' \
    "and nothing of what was noted"

# --- who may what ------------------------------------------------------------
# focal, principal, the mentor, another teacher, reporter
while read -r focal principal mentor other reporter args; do
	for one in "$focal lan" "$principal hieu" "$mentor tam" "$other binh" \
	    "$reporter bao"; do
		run --as "${one#* }" mentor $args
		equal "$code" "${one% *}" "${one#* } mentor $args"
	done
done <<X
0 0 4 4 4 add --student $C --mentor tam --category kho-khan --from 12/11/2023 -n
0 0 0 5 4 contact GD-1 --note x --on 25/10/2023 -n
0 0 0 5 4 contact GD-1 --amend --note x -n
0 0 0 5 4 plan GD-1 --json plan.json -n
5 5 5 5 4 contact GD-99 --note x --on 25/10/2023 -n
0 0 4 4 4 assess GD-1 --term hk1 --progress tien-bo --support tot --assessed-at 10/1/2024 -n
0 0 4 4 4 end GD-1 --end-reason khac --ended-at 10/1/2024 -n
0 0 4 4 4 give-key GD-1 --handle tam -n
0 0 0 0 0 list
0 0 0 0 4 list --names
0 0 0 5 0 show GD-1
0 0 0 5 4 show GD-1 --names
0 0 4 4 0 classes
0 0 4 4 4 emulation
X
for args in "group list" "show VV-2023-0001" "student list" "mentor show NH-1" \
    "resource list" "mentor import plan.json"; do
	as tam $args
	is 4 "and nothing else: $args"
done
as binh mentor show GD-1
no=$err
as binh mentor show GD-99
equal "$(echo "$err" | sed s/99/1/)" "$no" \
    "another's pair and none at all are told apart by nobody"
as tam mentor contact GD-3 --note x --on 12/11/2023
is 5 "not another mentor of the same pupil"

# --- assessed, ended ---------------------------------------------------------
assess() {
	as lan mentor assess GD-1 --progress "$1" --support "$2" --term "$3" \
	    --assessed-at "$4"
}
assess co-chuyen-bien kha hk1 10/01/2024
ok "assessed for a term"
assess tien-bo tot hk1 12/01/2024
is 6 "not twice"
as lan mentor assess GD-1 --amend --support tot
ok "but corrected"
assess tien-bo tot hk2 18/01/2024
is 6 "not for a term that has not begun"
says 19/01/2024 "which is said"
assess tien-bo tot hk2 20/05/2024
ok "the other term"
as lan mentor assess GD-1 --amend --term hk1
is 6 "which does not become the first"
as lan mentor end GD-1 --end-reason doi-nguoi --ended-at 01/06/2023
is 6 "ended before it began"
as lan mentor end GD-1 --end-reason doi-nguoi --ended-at 21/05/2024
ok "ended"
as lan mentor end GD-1 --end-reason khac --ended-at 22/05/2024
is 6 "once"
run --as tam --format json mentor list
json '!$_->[0]{open} && $_->[0]{end_reason} eq "doi-nguoi" &&
    $_->[0]{ended} eq "2024-05-21T00:00:00+07:00"' "which the mentor is told"
as tam mentor show GD-1 --names
has "$NOTE" "the old mentor reads what was"
as tam mentor contact GD-1 --note x --on 25/10/2023
is 6 "and notes nothing more"
as tam mentor contact GD-1 --amend --note x
is 6 "nor corrects it"
as lan mentor contact GD-1 --note "ghi bù" --on 25/10/2023
ok "the focal person does, within its time"
as lan mentor contact GD-1 --note "ghi bù" --on 25/05/2024
is 6 "and not outside"
as lan mentor add --student "$A" --mentor tam --category kho-khan \
    --from 22/05/2024
ok "the same two again, later"

# --- a key later -------------------------------------------------------------
as lan mentor add --student "$B" --mentor "Ngô Văn Bình" --category kho-khan \
    --from 22/05/2024
ok "by the name of one who has a key"
has "give-key" "which is said"
late=$(echo "$out" | grep -o 'GD-[0-9]*' | head -n 1)
as lan mentor contact "$late" --note "thầy kể lại" --on 23/05/2024
ok "the focal person notes for him"
as binh mentor show "$late"
is 5 "who does not see it"
as lan mentor give-key "$late" --handle tamm
is 5 "a key for nobody"
as lan mentor give-key "$late" --handle binh
equal "$code" 0 "a key"
as binh mentor show "$late" --names
has "thầy kể lại" "with which all of it is read"
as binh mentor contact "$late" --note "gặp em" --on 24/05/2024
ok "and written"
as lan mentor give-key "$late" --handle tam
is 6 "no second mentor of one pair"
as lan mentor add "$late" --amend --student "$C"
is 6 "nor another pupil"
as lan mentor add "$late" --amend --goal "học khá hơn"
equal "$code" 0 "the aim may change"
run --as binh --format json mentor list --names
json 'use utf8; (grep { $_->{entry} eq "'"$late"'" } @$_)[0]{goal} eq
    "học khá hơn"' "and the mentor sees it"

# --- undo --------------------------------------------------------------------
as lan mentor add --student "$D" --mentor "Vừ A Sò" --category kho-khan \
    --from 23/05/2024
run --as lan mentor add --student "$C" --mentor tam --category kho-khan \
    --from 23/05/2024
gone=$(echo "$out" | grep -o 'GD-[0-9]*' | head -n 1)
op=$(sqlite3 ctxh.db "SELECT max(id) FROM op")
as lan mentor add --student "$B" --mentor tam --category kho-khan \
    --from 23/05/2024
ok "another pair of the same mentor, later"
as tam mentor contact "$gone" --note "gặp em" --on 24/05/2024
ok "a note"
note=$(sqlite3 ctxh.db "SELECT max(id) FROM op")
as lan mentor assess "$gone" --term hk2 --progress tien-bo --support tot \
    --assessed-at 25/05/2024
ok "an assessment"
as tam mentor contact "$gone" --note "lại gặp" --on 26/05/2024
later=$(sqlite3 ctxh.db "SELECT max(id) FROM op")
as lan undo $((note + 1))
ok "the assessment is taken back, whatever the mentor noted since"
as lan undo "$note"
is 6 "a note with a later one is not before that"
as lan undo "$later"
ok "the later one is"
has "$gone" "and is said to be of the pair"
as lan undo "$op"
is 6 "a pair with notes stays"
as lan undo "$note"
as lan undo "$op"
ok "without it goes, whatever other pairs the mentor has"
as tam mentor show "$gone"
is 5 "and the mentor does not see it"
run --as tam mentor list
hasnt "$gone" "nor in the list"
as tam mentor contact "$gone" --note x --on 24/05/2024
is 5 "nor writes"
again=$(sqlite3 ctxh.db "SELECT max(id) FROM op WHERE \"by\" = 'lan'")
as lan undo "$again"
ok "done again"
as tam mentor contact "$gone" --note "gặp lại em" --on 24/05/2024
ok "the key is there again"
as lan fsck
ok "the store is whole"
as tam fsck
ok "as far as a mentor can tell, too"

# --- the lists without pupils ------------------------------------------------
run --as lan --format json mentor classes
json '(grep { $_->{class} eq "'"$class"'" } @$_)[0]{pupils} == 3 &&
    @$_ == 2' "classes"
run --as hieu --format json mentor emulation
json '@$_ == 4 && (grep { $_->{mentor} // "" eq "tam" } @$_)' "four teachers"
json 'use utf8; my ($t) = grep { ($_->{mentor} // "") eq "tam" } @$_;
    $t->{name} eq "Lê Thị Tâm" && $t->{pupils} == 4 && $t->{contacts} == 6 &&
    $t->{assessed} == 2 && $t->{progressed} == 1 && $t->{support}{tot} == 1' \
    "what one of them did"
json 'my ($t) = grep { ($_->{mentor} // "") eq "binh" } @$_;
    $t->{pupils} == 4 && $t->{contacts} == 2' \
    "by name and by handle one teacher"
json '(grep { !defined $_->{mentor} } @$_) == 2' "and those without a key"
run --as lan --format json mentor emulation --term 1
json 'my ($t) = grep { ($_->{mentor} // "") eq "tam" } @$_;
    $t->{pupils} == 2 && $t->{contacts} == 5 && $t->{assessed} == 1' \
    "the first term"
run --as lan --format json mentor emulation --term 2 --year 2023-2024
json 'my ($t) = grep { ($_->{mentor} // "") eq "tam" } @$_;
    $t->{pupils} == 4 && $t->{contacts} == 1 && $t->{assessed} == 1' \
    "the second"
as lan mentor emulation --term 3
is 2 "there is no third"
for format in text csv json jsonl; do
	for lang in vi en; do
		run --as lan --lang $lang --format $format mentor emulation
		cat "$T/out"
	done
done >handed
cut -d, -f2,4,7 "$LIST" | tail -n +2 | tr ',' '\n' | sort -u >canaries
printf '%s\n' "$GOAL" "$NOTE" "em kể" "kho-khan" "nguy-co" "GD-" >>canaries
grep -Fwf canaries handed >found
equal "$(cat found)" "" "no name, code, class, aim, note, group or entry in it"
has tam "but teachers"
run --as lan --format csv mentor emulation
equal "$(echo "$out" | grep -c .)" 5 "a line each"
has "tam,Lê Thị Tâm,4,6,2,1,tot 1" "as a spreadsheet has it"

# --- lists in and out --------------------------------------------------------
run --as lan --format csv mentor list --names --year 2023 --open
cp "$T/out" pairs.csv
lines=$(($(grep -c . pairs.csv) - 1))
run --as lan --format json mentor import pairs.csv
json '$_->{unchanged} == '"$lines"' && !$_->{created}' \
    "what was written is read, and known again"
mkdir other
cd other || exit 1
HOME=$T/other XDG_DATA_HOME=$T/other/share
mkdir -p "$XDG_DATA_HOME"
rm "$T/sheet"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023
as lan staff add tam --role staff --name "Lê Thị Tâm"
as lan staff add binh --role staff --name "Ngô Văn Bình"
run --as lan --format json mentor import ../pairs.csv
json '$_->{created} == '"$lines" "in another store, too"
run --as tam --format json mentor list
json '@$_ == 4' "with a key for each"
as lan fsck
ok "a whole store"

# --- whose pair it is --------------------------------------------------------
# Two teachers are two, though their names differ by an accent alone; a name
# and the handle of who bears it are one.
mkdir who
cd who || exit 1
HOME=$T/who XDG_DATA_HOME=$T/who/share
mkdir -p "$XDG_DATA_HOME"
rm "$T/sheet"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023
as lan staff add tam --role staff --name "Lê Thị Tâm"
as lan staff add bao --role reporter --name "Đỗ Văn Báo"
printf '{"student":"%s","mentor":"%s","category":"%s","from":"2023-10-10"}\n' \
    "$A" "Nguyễn Văn Hùng" kho-khan "$B" "Nguyễn Văn Hưng" kho-khan \
    "$C" "NGUYỄN VĂN HƯNG" kho-khan "$D" "Lê Thị Tâm" yeu-kem \
    "$C" tam yeu-kem "$B" "Lê Thị Thuỷ" kho-khan \
    "$C" "Lê Thị Thủy" kho-khan >who.jsonl
as lan mentor add --batch who.jsonl
equal "$code" 0 "seven pairs of four teachers"
as lan mentor add --student "$A" --mentor "Lê Thị Tám" --category yeu-kem \
    --from 10/10/2023 -n
hasnt give-key "nor is one told to give the key of the other"
run --as lan --format csv mentor emulation
equal "$(echo "$out" | tail -n +2 | tr -d "\r")" "tam,Lê Thị Tâm,2,0,0,0,
,Lê Thị Thuỷ,2,0,0,0,
,Nguyễn Văn Hùng,1,0,0,0,
,Nguyễn Văn Hưng,2,0,0,0," "in the list for emulation, each with the own pupils"
for who in lan bao; do
	run --as "$who" --format csv report --year 2023 --term year \
	    --table mentoring
	equal "$(echo "$out" | awk -F, 'NR > 1 { print $(NF - 2) }' |
	    xargs)" "3 1 4" \
	    "and in the table, for $who"
done
run --as lan --format json mentor classes
json '(grep { $_->{class} eq "'"$class"'" } @$_)[0]{mentors} == 4' \
    "and by class"
as lan mentor add --student "$D" --mentor tam --category kho-khan \
    --from 10/11/2023
is 6 "the same two by the other name, at the same time"
finish
