#!/bin/sh
# ctxh undo: after any command and its undo everything is said as before, and
# after the undo of the undo as after the command; what a later command builds
# on is refused, naming it.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
HIEU="--as hieu"
LAN="--as lan"
# Everything that the store says, without the chain's own numbers.
dump() {
	for q in "list --year 2024" "student list --year 2024 --names" \
	    "list --year 2025" "student list --year 2025 --names" \
	    "student list --year 2026 --names" "student import --show-map" \
	    "report --year 2025 --term year" "due --all --at 2025-12-20T08:00" \
	    "show VV-2025-0001 --names" "show VV-2025-0002" \
	    "show VV-2025-0003" "show VV-2025-0004" \
	    "config list --all" "calendar show 2025" "agency list --all" \
	    "rules list" "staff list" "report --issued list" \
	    "report note --list" "number list" "consent list" \
	    "student find hoang" "agency show tram-y-te --names"; do
		# shellcheck disable=SC2086
		run --as lan $q --format json
		printf '%s: %s %s\n' "$q" "$code" "$out"
	done | sed '/"chain_head"/d; s/"chain_head":"[0-9a-f]*",//'
	sqlite3 ctxh.db "SELECT 'now', * FROM student_now;
	    SELECT 'tag', hex(tag), student FROM student_tag;
	    SELECT 'ctag', hex(tag), case_id FROM case_tag;
	    SELECT 'fact', id FROM case_fact;
	    SELECT 'year', id FROM school_year"
}
newest() { sqlite3 ctxh.db "SELECT max(id) FROM op"; }
same() { # FILE FILE NAME
	out= err= code=0
	cmp -s "$1" "$2" || { diff "$1" "$2" | head -n 20 | sed 's/^/# /'; }
	cmp -s "$1" "$2"
	tap $? "$3"
}
# NAME ARG...: does it, undoes it, does it again.
back_and_forth() {
	name=$1
	shift
	mv after before
	run "$@"
	[ "$code" -eq 0 ]
	tap $? "$name: done"
	op=$(newest)
	dump >after
	! cmp -s before after
	tap $? "$name: something is other than before"
	run $who undo "$op" --format json
	equal "$code" 0 "$name: taken back"
	undo=$(newest)
	json '$_->{format} == 1 && $_->{undone} == '"$op"' &&
	    $_->{op} == '"$undo"' && !$_->{again} && @{$_->{changes}} > 0 &&
	    $_->{of}{op} == '"$op" "$name: says what"
	hasnt 1400100001 "$name: without an id"
	dump >now
	same now before "$name: as before"
	run --as lan fsck
	ok "$name: and sound"
	run $who undo "$undo" --format json
	equal "$code" 0 "$name: done again"
	json '$_->{again} && $_->{of}{op} == '"$op" "$name: and says so"
	dump >now
	same now after "$name: as after it"
	run --as lan fsck
	ok "$name: and sound, too"
}
who=$LAN
# Others, so that the few of the lists below are derived one by one.
sed 's/,14001/,14009/' "$DATA/lists/01-tieu-hoc-utf8.csv" >others.csv
run --as lan student import others.csv --year 2023
equal "$code" 0 "a list of others"
dump >after
cat >pupils.csv <<'X'
Mã học sinh,Họ và tên,Ngày sinh,Giới tính,Lớp
1400100001,Hoàng Thị Mai,02/03/2015,Nữ,4A
1400100002,Lò Văn Bình,05/06/2015,Nam,4A
1400100003,Cà Thị Xuân,07/08/2008,Nữ,5B
X
sed 's/1400100002/1400100009/; s/4A/5A/; /Xuân/d' pupils.csv >next.csv
sed 's/,4A$/,4C/' pupils.csv >moved.csv
printf '1400100002,Lò Văn Bình,05/06/2015,Nam,5A\n' >>next.csv
back_and_forth "a first list" $LAN student import pupils.csv --year 2024
back_and_forth "a list with changes" $LAN student import moved.csv --year 2024
back_and_forth "a new year" $LAN student import next.csv --year 2025
sed 's/Họ và tên/Tên em/; s/4A/4D/' pupils.csv >named.csv
back_and_forth "a column named" $LAN student import named.csv --year 2024 \
    --map "Tên em=name"
back_and_forth "and forgotten" $LAN student import --forget-map all
back_and_forth "a pupil who left" $LAN student set 1400100009 \
    --status chuyen-di-ky-1 --year 2025
back_and_forth "a case of one of two" $LAN intake --student 1400100009 \
    --via nguoi-khac-bao --source gvcn --category bao-luc \
    --initial-need tam-ly --condition x --received-at 2025-09-07T09:00
back_and_forth "two files joined" $LAN student merge 1400100002 1400100009
back_and_forth "an intake" $LAN intake --student 1400100001 \
    --via nguoi-khac-bao --source gvcn --category bao-luc \
    --initial-need tam-ly --condition x --received-at 2025-09-08T09:00
C=VV-2025-0002
for d in "assess-tai-truong 2025-09-08T10:00" "plan 2025-09-08T11:00"; do
	doc ${d% *} $C ${d#* } >line.jsonl
	back_and_forth "${d%% *}" $LAN record --batch line.jsonl
done
who=$HIEU
back_and_forth "a decision with the own key" $HIEU approve $C \
    --verdict approved --at 2025-09-09T08:00
who=$LAN
doc progress $C 2025-09-10T08:00 >line.jsonl
back_and_forth "progress" $LAN record --batch line.jsonl
back_and_forth "a referral" $LAN refer $C --agency ubnd-xa --kind chuyen-gui \
    --method cong-van --letter-no 5/bc --letter-date 2025-09-11 \
    --basis khan-cap --reason x --at 2025-09-11T08:00
doc follow $C 2025-09-12T08:00 agency=ubnd-xa >line.jsonl
back_and_forth "an answer" $LAN record --batch line.jsonl
doc review-ket-thuc $C 2025-10-15T08:00 >line.jsonl
back_and_forth "a review" $LAN record --batch line.jsonl
doc close $C 2025-10-20T08:00 >line.jsonl
back_and_forth "a closing" $LAN record --batch line.jsonl
who=$HIEU
back_and_forth "the closing's decision" $HIEU approve $C --verdict approved \
    --at 2025-10-21T08:00
who=$LAN
back_and_forth "a session" $LAN session --topic tam-ly \
    --at 2025-11-05T09:00
doc consent "" 2025-11-06T08:00 >line.jsonl
back_and_forth "a consent" $LAN record --batch line.jsonl
{
	doc intake "" 2025-11-08T08:00 label=a category=xam-hai
	doc assess-tai-truong @a 2025-11-08T09:00
	doc intake "" 2025-11-08T10:00 label=b category=xam-hai
	doc link @b 2025-11-08T11:00 with=$C
} >batch.jsonl
back_and_forth "a batch" $LAN record --batch batch.jsonl
back_and_forth "a setting" $LAN config set school.place "Chiềng Mung"
back_and_forth "another value" $LAN config set school.place "Mường Lay"
back_and_forth "and none" $LAN config unset school.place
back_and_forth "hours" $LAN config set office_hours 07:30-11:30,13:30-16:30
back_and_forth "a day off" $LAN calendar add 2025-11-10 --off --name "Bão"
back_and_forth "deadlines counted anew" $LAN due --recompute
printf 'date,kind,name,basis\n2025-11-20,off,Nhà giáo,official\n' >days.csv
back_and_forth "days of a file" $LAN calendar import days.csv
cat >own.json <<'X'
{"format": 1, "id": "truong", "extends": "tt33-2018",
"title": {"vi": "Quy chế", "en": "Rules"}, "basis": "Quy chế",
"valid_from": "2025-09-05",
"deadlines": [{"id": "approve", "length": {"working_days": 2}}]}
X
back_and_forth "a rule set" $LAN rules import own.json
back_and_forth "an agency" $LAN agency add tram-y-te --kind y-te \
    --name "Trạm y tế xã" --from 01/01/2025 --accepts chuyen-gui
back_and_forth "one corrected" $LAN agency set tram-y-te --name "Trạm y tế"
back_and_forth "whom to reach" $LAN agency contact tram-y-te \
    --phone 0212333444
back_and_forth "one ended" $LAN agency end tram-y-te --on 2025-12-31
back_and_forth "a part in prose" $LAN report note IV --year 2025 --term 1 \
    --text "Chưa có"
back_and_forth "a report issued" $LAN report issue --year 2025 --term 1 \
    --number 01/BC --date 2026-01-20
back_and_forth "a member" $LAN staff add hoa --role focal --name "Hoa"
back_and_forth "a member retired" $LAN staff retire hoa
back_and_forth "a large list" $LAN student import others.csv --year 2024
back_and_forth "a year of pupils who go up" $LAN student promote --to 2025
finish
