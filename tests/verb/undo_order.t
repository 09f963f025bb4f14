#!/bin/sh
# ctxh undo refuses what a later operation builds on and names that one; what
# does not meet is taken back in any order.  Who may, what cannot, what it asks.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
newest() { sqlite3 ctxh.db "SELECT max(id) FROM op"; }
# does NAME ARG...: keeps the operation's number in $NAME.
does() {
	eval "$1="
	name=$1
	shift
	run "$@"
	[ "$code" -eq 0 ] || tap 1 "$name"
	eval "$name=$(newest)"
}
records() { # NAME: what is in line.jsonl
	does "$1" --as lan record --batch line.jsonl
}
# refused OP BY NAME
refused() {
	run --as lan --lang en undo "$1" --format json
	[ "$code" -eq 6 ] && [ "$(value '$_->{error}{where}{op}')" = "$2" ]
	tap $? "$3"
}
# taken OP NAME: and put back again.
taken() {
	as lan undo "$1"
	[ "$code" -eq 0 ]
	tap $? "$2"
	as lan undo "$(newest)"
	[ "$code" -eq 0 ]
	tap $? "$2, and done again"
}
cat >a.csv <<'X'
Mã học sinh,Họ và tên,Ngày sinh,Giới tính,Lớp
1400100001,Hoàng Thị Mai,02/03/2015,Nữ,4A
1400100002,Lò Văn Bình,05/06/2015,Nam,4A
X
sed 's/14001000/14001001/' a.csv >b.csv
sed 's/,4A/,4B/; /Bình/d' a.csv >c.csv

# --- pupils and cases --------------------------------------------------------
does A --as lan student import a.csv --year 2025
does B --as lan student import b.csv --year 2025
does MOVED --as lan student import c.csv --year 2025
taken $B "another list"
refused $A $MOVED "a list that a later one changed"
does OLD --as lan intake --student 1400100102 --via nguoi-khac-bao \
    --source gvcn --category bao-luc --initial-need tam-ly --condition x \
    --received-at 2025-09-08T09:00
refused $B $OLD "a list with the only pupil of a case"
taken $MOVED "a list that changed a class"
doc assess-tai-truong 1 2025-09-08T10:00 >line.jsonl
records ASSESS
refused $OLD $ASSESS "a case that went on"
run --as lan --lang en undo $OLD
is 6 "in words"
says "operation $OLD cannot be taken back now" "which one"
says "operation $ASSESS (\"record\"" "by which one"
says "ctxh undo $ASSESS" "and what to do"
doc intake "" 2025-10-08T08:00 >line.jsonl
records NEXT
taken $NEXT "the newest case"
doc link VV-2025-0002 2025-10-09T08:00 with=VV-2025-0001 >line.jsonl
records LINK
as lan undo $ASSESS
[ "$code" -eq 0 ]
tap $? "an assessment that nobody needs"
refused $OLD $LINK "a case that another one names"
as lan undo $LINK
[ "$code" -eq 0 ]
tap $? "first that one"
as lan undo $OLD
[ "$code" -eq 0 ]
tap $? "and then the case"
undo_old=$(newest)
as lan undo $B
[ "$code" -eq 0 ]
tap $? "and then the list"
refused $undo_old "$(newest)" "the case is not done again without its pupil"
does CLASH --as lan student import b.csv --year 2025
B_undone=$((CLASH - 1))
refused $B_undone $CLASH "nor the list where its ids are others' now"
as lan undo $CLASH
as lan undo $B_undone
[ "$code" -eq 0 ]
tap $? "after that one went, it is"
as lan undo $undo_old
[ "$code" -eq 0 ]
tap $? "and so is the case"

# A number that was free again.
doc intake "" 2025-11-01T08:00 >line.jsonl
records LAST
as lan undo $LAST
undo_last=$(newest)
doc intake "" 2025-11-02T08:00 >line.jsonl
records TAKEN
run --as lan --format json list --year 2025
json '(grep { $_->{case} eq "VV-2025-0003" } @$_) == 1' "a number is free again"
refused $undo_last $TAKEN "and is not of two cases"
# An id that was another's.
sed 's/1400100001/1400100201/; s/,Lớp/,Lớp,Số ĐDCN/; s/,4[AB]$/&,014315000001/
    /Bình/d' a.csv >ids.csv
sed 's/014315000001/014315000009/' ids.csv >ids2.csv
sed 's/1400100201/1400100301/; s/Mai/Liên/' ids.csv >ids3.csv
does IDS --as lan student import ids.csv --year 2025
does IDS2 --as lan student import ids2.csv --year 2025
does IDS3 --as lan student import ids3.csv --year 2025
refused $IDS2 $IDS3 "an id that was given to another pupil since"
does JOIN --as lan student merge 1400100001 1400100002
refused $A $JOIN "a list whose pupils were joined"
doc intake "" 2025-11-03T08:00 |
    sed 's/{"origin":"khong-ro"}/{"student":"1400100002"}/' >line.jsonl
records JOINED
refused $JOIN $JOINED "a join that a case rests on"

# --- settings, days, rule sets, agencies, reports ----------------------------
does PLACE --as lan config set school.place "Một"
does PLACE2 --as lan config set school.place "Hai"
does HOURS --as lan config set office_hours 07:30-11:30,13:30-16:30
refused $PLACE $PLACE2 "a setting that was set anew"
taken $HOURS "one of another key"
does DAY --as lan calendar add 2025-11-10 --off --name "Bão"
does DAY2 --as lan calendar add 2025-11-11 --off --name "Bão"
taken $DAY "a day, where another one follows"
does DAY3 --as lan calendar add 2025-11-10 --off --name "Lũ"
refused $DAY $DAY3 "a day that was named anew"
does AGENCY --as lan agency add tram --kind y-te --name "Trạm" \
    --from 01/01/2025 --accepts chuyen-gui
does OTHER --as lan agency add phong --kind y-te --name "Phòng" \
    --from 01/01/2025 --accepts chuyen-gui
taken $AGENCY "an agency"
does CONTACT --as lan agency contact tram --phone 0212333444
refused $AGENCY $CONTACT "an agency whose contact is noted"
as lan undo $CONTACT
does REFER --as lan refer VV-2025-0003 --agency tram --kind chuyen-gui \
    --method dien-thoai --basis khan-cap --reason x --at 2025-11-12T08:00
refused $AGENCY $REFER "an agency that a document names"
does END --as lan agency end phong --on 2025-12-31 --successor tram
refused $AGENCY $END "an agency that follows another"
own() {
	printf '{"format": 1, "id": "%s", "extends": "tt33-2018",
	"title": {"vi": "%s", "en": "x"}, "basis": "x",
	"valid_from": "2025-12-01"}' "$1" "$1"
}
own mot >mot.json
own hai >hai.json
does RULES --as lan rules import mot.json
does RULES2 --as lan rules import hai.json
taken $RULES "a rule set that nothing goes by"
taken $RULES2 "another"
does GOES --as lan intake --via nguoi-khac-bao --source gvcn \
    --category bao-luc --initial-need tam-ly --condition x \
    --received-at 2025-12-08T09:00 --student 1400100101
refused $RULES2 $GOES "a rule set that a case goes by"
does NOTE --as lan report note IV --year 2025 --term 1 --text x
does NOTE5 --as lan report note V --year 2025 --term 1 --text x
does ISSUE --as lan report issue --year 2025 --term 1 --number 1 \
    --date 2026-01-20
taken $NOTE "a part of a report"
does NOTE2 --as lan report note IV --year 2025 --term 1 --text y
refused $NOTE $NOTE2 "a part that was written anew"
does ISSUE2 --as lan report issue --year 2025 --term 1 --number 2 \
    --date 2026-01-21
refused $ISSUE $ISSUE2 "a report that was corrected"
does YEAR --as lan report issue --year 2025 --term year --number 3 \
    --date 2026-09-05
taken $ISSUE2 "one of another period"
doc support VV-2025-0003 2025-11-20T08:00 >line.jsonl
records SUPPORT
doc support VV-2025-0003 2025-11-21T08:00 >line.jsonl
records SUPPORT2
as lan report --issued 3 --year 2025 --format json
sent=$out
taken $SUPPORT2 "a document that was counted"
as lan report --issued 3 --year 2025 --format json
equal "$out" "$sent" "what was sent stays"

# --- consents ----------------------------------------------------------------
doc consent "" 2025-12-09T08:00 |
    sed 's/1400100001/1400100101/; s/chia-se/chuyen-gui/' >line.jsonl
sed 's/cha-me/nguoi-hoc/' line.jsonl >>line2.jsonl
does PARENT --as lan record --batch line.jsonl
does CHILD --as lan record --batch line2.jsonl
taken $PARENT "a consent that nothing rests on"
does SENT --as lan refer VV-2025-0005 --agency ubnd-xa --kind chuyen-gui \
    --method dien-thoai --basis dong-y --reason x --at 2025-12-10T08:00
refused $PARENT $SENT "a consent that a referral rests on"
as lan undo $SENT
undo_sent=$(newest)
as lan undo $PARENT
equal "$code" 0 "without it"
refused $undo_sent "$(newest)" "it is not done again without the consent"

# --- members -----------------------------------------------------------------
does HOA --as lan staff add hoa --role focal --name Hoa
taken $HOA "a member who has done nothing"
as hoa list --year 2025
ok "she may open it"
as lan undo $HOA
as hoa list --year 2025
is 12 "and not when she was taken back"
as lan undo "$(newest)"
doc support VV-2025-0003 2025-11-22T08:00 >line.jsonl
does HERS --as hoa record --batch line.jsonl
refused $HOA $HERS "a member who signed"
as lan --lang en undo $HOA
says "ctxh staff retire" "and what to do"
does GONE --as hoa staff retire lan
run --as hoa --lang en undo $HOA
is 6 "nobody takes back the last focal"
as hoa undo $GONE
equal "$code" 0 "a retirement is taken back"
as lan list --year 2025
ok "and he may again"
does BAO --as lan staff add bao --role reporter --name Bao
as bao undo
is 4 "a reporter takes nothing back"
as lan --format json log
json '$_->[-1]{detail}{refusal}{of} eq "undo"' "which leaves its trace"

# --- rights ------------------------------------------------------------------
as hieu undo $IDS3
is 4 "the register is not the principal's"
doc assess-tai-truong VV-2025-0005 2025-12-11T08:00 >lines.jsonl
doc plan VV-2025-0005 2025-12-11T09:00 to=2026-01-22 >>lines.jsonl
does PLAN --as lan record --batch lines.jsonl
does DECIDED --as hieu approve VV-2025-0005 --verdict approved \
    --at 2025-12-12T08:00
refused $PLAN $DECIDED "a plan that was decided on"
as lan --lang en undo $DECIDED
is 4 "a decision under the key is the principal's"
as hieu undo
equal "$code" 0 "who takes it back"
as hieu undo $PLAN
equal "$code" 0 "and, in the focal's place, the plan"
as lan fsck
ok "all of it is sound"

# --- what cannot be taken back -----------------------------------------------
as lan --lang en undo 1
is 6 "the store's first operation"
as lan show VV-2025-0001 --names
as lan --lang en undo "$(newest)"
is 6 "a trace"
says "changed nothing" "says so"
as lan undo 99999
is 5 "no such operation"
as lan undo x
is 2 "no number"
as lan undo 0
is 2 "none that there is"
as lan undo $PLAN
is 6 "what was taken back already"

# --- what it shows -----------------------------------------------------------
does SET --as lan config set school.place "Ba"
n=$(newest)
as lan undo --dry-run
ok "a trial"
has "Thao tác $SET: config" "names it"
has "school.place: trở lại Hai, không còn là Ba" "what it was, and is"
equal "$(newest)" "$n" "nothing was written"
as lan --format json undo --dry-run
json '!defined $_->{op} && $_->{undone} == '"$SET"' && $_->{verb} eq "config"
    && $_->{by} eq "lan" && $_->{at} =~ /^20.*\+07:00$/' "in JSON"
json '$_->{changes}[0]{was} eq "Ba" && $_->{changes}[0]{value} eq "Hai"' \
    "with both values"
as lan undo
ok "done"
has "ctxh undo $(newest)" "and how to have it again"
as lan --format json log
json '$_->['"$SET"' - 1]{undone_by} == '"$(newest)"' &&
    !defined $_->[-1]{undone_by}' "the log says so"
as lan --format json undo $A
hasnt Mai "no name is said"

# --- on a terminal -----------------------------------------------------------
check "script is there" command -v script
on_terminal() { # ANSWER ARG...
	answer=$1
	shift
	printf '%s\n' "$answer" | script -qec "$CTXH --as lan --no-pager $*" \
	    /dev/null >"$T/out" 2>&1
	out=$(cat "$T/out")
}
does SET --as lan config set school.place "Bốn"
on_terminal n undo
has "school.place" "it shows"
equal "$(newest)" "$SET" "no is no"
on_terminal c undo
equal "$(newest)" "$((SET + 1))" "yes is yes"
does SET --as lan config set school.place "Năm"
on_terminal "" undo --yes
equal "$(newest)" "$((SET + 1))" "--yes does not ask"
as lan fsck
ok "sound in the end"
finish
