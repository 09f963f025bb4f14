#!/bin/sh
# Who needs attention: pupils in groups, from when to when.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023
ok "a list"
run --as lan student list --names --year 2023 --format csv
A=$(printf '%s\n' "$out" | sed -n 2p | cut -d, -f2)
B=$(printf '%s\n' "$out" | sed -n 3p | cut -d, -f2)
name=$(printf '%s\n' "$out" | sed -n 2p | cut -d, -f3)

run --as lan --format json group add --student "$A" --group kho-khan \
    --source gvcn --from 10/10/2023 --reason "mẹ ốm nặng ở Chiềng Mai"
ok "a pupil is put in a group"
json '$_->{entry} eq "NH-1" && $_->{document} eq "NH-1/1" &&
    $_->{register} eq "group" && $_->{open} &&
    "@{$_->{next}}" eq "group-review group-end" && $_->{op} > 0' \
    "and what follows is said"
as lan group add --student "$A" --group kho-khan --from 11/11/2023
is 6 "not twice in one group at a time"
says NH-1 "the other entry is named"
as lan group add --student "$A" --group nguy-co-bo-hoc --from 11/11/2023
ok "but in another one"
as lan group add --student "$A" --group kho-khan --from 10/10/2019
is 6 "a day of a year without the pupil"
says 2019-2020 "which is named"
as lan group add --student 999 --group kho-khan --from 10/10/2023
is 5 "an unknown pupil"
as lan group add --group kho-khan --from 10/10/2023
is 2 "a field that is missing"
as lan group add NH-1 --group kho-khan
is 2 "a new entry takes no number"
as lan group review --status tien-bo
is 2 "a review needs one"
as lan group review NH-99 --status tien-bo
is 5 "that there is"
as lan group review HD-1 --status tien-bo
is 5 "in this register"
as lan group review nh-1 --status tien-bo --at 09/10/2023
is 6 "a review before the beginning"
as lan group review nh-1 --status tien-bo --at 15/01/2024
ok "a review"
as lan group end 1 --end-reason het-kho-khan --at 10/01/2024
is 6 "an end before the review"
as lan group end 1 --end-reason het-kho-khan --at 20/05/2024
ok "an end"
as lan group end 1 --end-reason khac --at 21/05/2024
is 6 "not twice"
as lan group review 1 --status xau-di --at 22/05/2024
is 6 "no review behind it"
as lan group end 1 --amend --at 25/05/2024
ok "a corrected one"
as lan group add --student "$A" --group kho-khan --from 25/05/2024
ok "in the same group again from that moment on"
as lan group end 1 --amend --at 26/05/2024
is 6 "then it cannot have ended later"
says "NH-" "the other entry is named"
as lan group add 1 --amend --from 26/05/2024
is 6 "a beginning behind the others"

# Lists, without names unless they are asked for.
run --as lan --format json group list --year 2023
json '@$_ == 3 && $_->[0]{status} eq "tien-bo" && !$_->[0]{open} &&
    $_->[0]{ended} =~ /^2024-05-25/ && $_->[0]{group} eq "kho-khan" &&
    $_->[0]{class} && !exists $_->[0]{student} && !exists $_->[0]{reason}' \
    "the list"
run --as lan --format json group list --year 2023 --open
json '@$_ == 2' "without those that were ended"
run --as lan --format json group list --year 2024
json '@$_ == 2' "the open ones stand in the next year, too"
for format in text csv json jsonl; do
	run --as lan --format $format group list --year 2023
	hasnt "$A" "no code in $format"
	hasnt "$name" "no name in $format"
	run --as lan --format $format group show NH-1
	hasnt "$A" "no code of one in $format"
	hasnt "Chiềng" "no narrative in $format"
done
as lan group show NH-1 --names
has "Chiềng Mai" "with names it is there"
as lan log
has "entry show" "and leaves a trace"

# A line sees what those before it say of its entry.
cat >batch.jsonl <<END
{"form":"group","label":"a","student":"$B","group":"khung-hoang","from":"2023-09-20"}
{"form":"group_review","entry":"@a","status":"khong-doi","reviewed_at":"2024-01-10"}
{"form":"group_end","entry":"@a","end_reason":"khac","ended_at":"2023-12-10"}
END
as lan record --batch batch.jsonl
is 6 "an end before a review of the same batch"
says ":3:" "its line"

# A batch is taken whole or not at all.
cat >batch.jsonl <<END
{"form":"group","label":"a","student":"$B","group":"yeu-kem","source":"ra-soat","from":"2023-09-20"}
{"form":"group_review","entry":"@a","status":"khong-doi","reviewed_at":"2024-01-10"}
{"form":"group","student":"$B","group":"yeu-kem","from":"2023-12-20"}
END
as lan record --batch batch.jsonl
is 6 "the third line overlaps the first"
says ":3:" "its line"
as lan record --batch batch.jsonl --lang en
says "a line above" "and that it is one of these lines"
run --as lan --format json group list --year 2023
json '@$_ == 3' "nothing was taken in"
sed -i 3d batch.jsonl
run --as lan --format json record --batch batch.jsonl
json '$_->{recorded} == 2 && $_->{cases}{a} =~ /^NH-/' "now it is"
cat >end.jsonl <<END
{"entry":"1","status":"tien-bo"}
END
as lan group review --batch end.jsonl
is 6 "a batch of reviews"

cat >early.jsonl <<END
{"form":"group","label":"a","student":"$B","group":"khung-hoang","from":"2024-02-20"}
{"form":"group_review","entry":"@a","status":"khong-doi","reviewed_at":"2024-01-10"}
END
as lan record --batch early.jsonl
is 6 "a review before the beginning of an earlier line's"
says ":2:" "its line"

# Roles.
as lan staff add binh --role staff --name "Bình"
as lan staff add rep --role reporter --name "Sở"
as lan staff add hieu --role principal --name "Hiếu"
as binh group list
is 4 "no list for staff"
as binh group add --student "$B" --group khac
is 2 "types come first"
as binh group add --student "$B" --group kho-khan
is 4 "and no entry"
as rep group list --year 2023
ok "the reporter's list"
as rep group list --names
is 4 "without names"
as hieu group add --student "$B" --group kho-khan --from 10/10/2023
ok "the principal may"

as lan undo
ok "it is taken back"
run --as lan --format json group list --year 2023
json '!grep { $_->{group} eq "kho-khan" && $_->{from} =~ /2023-10-10/ &&
    $_->{open} } @$_' "and gone"
as lan fsck
ok "the store is sound"
as lan fsck --rebuild
ok "and stays so"

# What an undo brings back meets what was begun since.
newest() { sqlite3 ctxh.db "SELECT max(id) FROM op"; }
for kind in group mentor; do
	case $kind in
	group) set -- --group kho-khan ;;
	mentor) set -- --mentor binh --category kho-khan --goal x ;;
	esac
	as lan $kind add --student "$B" "$@" --from 02/10/2023
	begun=$(newest)
	entry=$(run --as lan --format json $kind list --year 2023
	    value '$_->[-1]{entry}')
	as lan $kind end "$entry" --end-reason khac --at 20/10/2023
	ended=$(newest)
	ok "$kind: one was ended"
	as lan $kind add --student "$B" "$@" --from 25/10/2023
	again=$(newest)
	ok "and begun again"
	as lan undo "$ended"
	is 6 "$kind: its end cannot be taken back"
	says "ctxh undo $again" "before that is"
	as lan undo "$again"
	as lan undo "$ended"
	ok "and then it can"
	[ $kind = mentor ] ||
	    as lan group review "$entry" --status tien-bo --at 16/10/2023
	[ $kind = mentor ] || as lan undo
	ok "nor is what says nothing of its time in the way"
	as lan undo "$begun"
	gone=$(newest)
	ok "nor was it ever"
	as lan $kind add --student "$B" "$@" --from 25/10/2023
	again=$(newest)
	as lan undo "$gone"
	is 6 "$kind: it cannot come again beside another"
	says "ctxh undo $again" "which is named"
done
# Files that are joined may bring two of the same: each can be ended, and none
# be made longer.
run --as lan student list --names --year 2023 --format csv
C=$(printf '%s\n' "$out" | sed -n 4p | cut -d, -f2)
D=$(printf '%s\n' "$out" | sed -n 5p | cut -d, -f2)
for who in "$C" "$D"; do
	as lan group add --student "$who" --group kho-khan --from 10/10/2023
done
as lan student merge "$C" "$D"
ok "two files that are one"
run --as lan --format json group list --year 2023
x=$(value '(grep { $_->{open} && $_->{group} eq "kho-khan" } @$_)[-2]{entry}')
y=$(value '(grep { $_->{open} && $_->{group} eq "kho-khan" } @$_)[-1]{entry}')
as lan group end "$x" --end-reason khac --at 20/10/2023
ok "one of the two is ended"
as lan group end "$x" --amend --at 25/10/2023
is 6 "but not later than it was"
as lan group end "$y" --end-reason khac --at 30/10/2023
ok "and the other"
as lan fsck
ok "the store is sound at the end"
finish
