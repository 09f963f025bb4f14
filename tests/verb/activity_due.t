#!/bin/sh
# What of the prevention side is due: activities by their last day, pupils of
# groups and pairs by the end of each term.
. "$(dirname "$0")/../lib.sh"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023
ok "a list"
run --as lan student list --names --year 2023 --format csv
A=$(printf '%s\n' "$out" | sed -n 2p | cut -d, -f2)
name=$(printf '%s\n' "$out" | sed -n 2p | cut -d, -f3)
# rows TIME [ARG...]: number, rule and status of each row as of then
rows() {
	at=$1
	shift
	run --as "${who:-lan}" --format json due --at "$at" "$@"
	value 'join " ", map { "$_->{entry}:$_->{rule}:$_->{status}" } @$_'
}

# --- activities --------------------------------------------------------------
as lan activity add --name "Tọa đàm" --kind toa-dam --from 1/10/2023 \
    --to 31/10/2023
ok "an activity"
equal "$(rows 2023-10-16T23:59)" "" "not yet"
equal "$(rows 2023-10-16T23:59 --all)" "HD-1:activity:open" "but with --all"
equal "$(rows 2023-10-16T23:59 hd-1)" "HD-1:activity:open" "or by its number"
equal "$(rows 2023-09-30T08:00 HD-1)" "" "then neither before it begins"
as lan due HD-2
is 5 "one that there is not"
as lan due NH-1
is 5 "nor in another register"
equal "$(rows 2023-10-01T08:00 --within 31d)" "HD-1:activity:open" \
    "or when asked for so many days"
equal "$(rows 2023-09-30T08:00 --all)" "" "not before it begins"
equal "$(rows 2023-10-17T00:00)" "HD-1:activity:open" "14 days before"
equal "$(rows 2023-10-31T08:00)" "HD-1:activity:soon" "on the last day"
equal "$(rows 2023-10-31T23:59)" "HD-1:activity:soon" "until it ends"
as lan due --check --at 2023-10-31T23:59
equal "$code$out$err" 0 "--check is silent"
equal "$(rows 2023-11-01T00:00)" "HD-1:activity:overdue" "the day after"
as lan due --check --at 2023-11-01T00:00
equal "$code" 7 "--check says so"
has "HD-1" "and what it is"
run --as lan --format json due --at 2023-11-01T00:00
json '!defined $_->[0]{case} && $_->[0]{next}{verb} eq "activity done" &&
    $_->[0]{group} eq "overdue" && length $_->[0]{uid} == 32 &&
    $_->[0]{basis}' "a row"
uid=$(value '$_->[0]{uid}')
as lan due --at 2023-11-01T08:00
has "ctxh activity done HD-1" "the command that settles it"
as lan due --at 2023-11-01T08:00 --explain
has "31/10/2023 17:30" "how it was counted"
as lan due --at 2023-11-01T08:00 --ics
has "SUMMARY:QUÁ HẠN: HD-1" "as an event"
has "$uid" "of that name"
as lan activity add HD-1 --amend --to 5/11/2023
ok "moved"
equal "$(rows 2023-11-01T00:00)" "HD-1:activity:open" "it is not late"
run --as lan --format json due --at 2023-11-01T00:00
equal "$(value '$_->[0]{uid}')" "$uid" "and the same event"
as lan activity done HD-1 --on 2/11/2023 --students 20
ok "held"
equal "$(rows 2023-11-06T00:00)" "" "nothing is due"
equal "$(rows 2023-11-06T00:00 --all)" "HD-1:activity:met" "it was met"
equal "$(rows 2023-11-01T00:00)" "HD-1:activity:open" \
    "before that it is not known"
as lan activity done HD-1 --amend --on 6/11/2023
equal "$(rows 2023-11-07T00:00 --all)" "HD-1:activity:met-late" "late"
as lan activity add --name "Sân chơi" --kind khac --from 1/10/2023 \
    --to 31/10/2023
as lan activity end HD-5 --ended-on 20/10/2023 --result khong-thuc-hien \
    --reason "mưa bão"
ok "one that is not carried out"
equal "$(rows 2023-11-07T00:00)" "" "is not due"
equal "$(rows 2023-11-07T00:00 --all | tr ' ' '\n' | grep HD-5)" \
    "HD-5:activity:waived" "any more"

# --- a plan's tasks ----------------------------------------------------------
printf '{"number":"1/KH","issued_on":"2023-09-20","tasks":[{"what":"Tuyên truyền","time":"Tháng 12"}]}' >plan.json
as lan yearplan add --json plan.json
ok "a plan"
run --as lan --format json due --at 2024-01-01T00:00
json '@$_ == 1 && $_->[0]{status} eq "overdue" && $_->[0]{basis} =~ /KH-7/' \
    "its task is late by the plan"
as lan undo
ok "without the plan"
equal "$(rows 2024-01-01T00:00)" "" "it is not"

# --- terms -------------------------------------------------------------------
as lan group add --student "$A" --group hcdb-l --source gvcn --from 10/10/2023
ok "a pupil in a group"
as lan mentor add --student "$A" --mentor "Cô Nguyễn Thị Tư" \
    --category kho-khan --from 10/10/2023
equal "$code" 0 "who has a mentor"
run --as lan --format json group list --year 2023
G=$(value '$_->[0]{entry}')
run --as lan --format json mentor list --year 2023
M=$(value '$_->[0]{entry}')
equal "$(rows 2024-01-03T23:59)" "" "not yet"
equal "$(rows 2024-01-04T00:00)" \
    "$G:group-review:open $M:mentor-assess:open" "14 days before the term ends"
equal "$(rows 2024-01-18T23:59)" \
    "$G:group-review:soon $M:mentor-assess:soon" "on its last day"
equal "$(rows 2024-01-19T00:00)" \
    "$G:group-review:overdue $M:mentor-assess:overdue" "the day after"
as lan config set terms.2023-2024.hk1_end 12/01/2024
ok "the term ends earlier"
equal "$(rows 2024-01-13T00:00)" \
    "$G:group-review:overdue $M:mentor-assess:overdue" "and so do they"
as lan config unset terms.2023-2024.hk1_end
ok "or not"
for format in text csv json jsonl; do
	run --as lan --format $format due --all --at 2024-01-20T00:00
	hasnt "$A" "no code in $format"
	hasnt "$name" "no name in $format"
	hasnt "xâm hại" "and no group in $format"
	hasnt "hcdb" "in no spelling"
done
for option in --explain --ics; do
	as lan due $option --at 2024-01-20T00:00
	has "$G" "$option has the number"
	hasnt "xâm hại" "and no group"
	hasnt "$name" "nor a name"
done
as lan due --at 2024-01-20T08:00
has "ctxh group review $G" "what settles the one"
has "ctxh mentor assess $M" "and the other"
as lan group review "$G" --status tien-bo --at 15/1/2024
ok "a review in time"
as lan mentor assess "$M" --term hk1 --progress tien-bo --support tot \
    --assessed-at 25/1/2024
ok "an assessment, late"
equal "$(rows 2024-01-26T00:00)" "" "nothing is due"
equal "$(rows 2024-01-26T00:00 --all | tr ' ' '\n' | grep -v HD | tr '\n' ' ')" \
    "$G:group-review:open $M:mentor-assess:open $G:group-review:met \
$M:mentor-assess:met-late " "both of the first term, and the second begins"
equal "$(rows 2024-06-01T00:00)" \
    "$G:group-review:overdue $M:mentor-assess:overdue" \
    "in the summer they are late again"
as lan group review "$G" --status khong-doi --at 10/6/2024
ok "a late review"
equal "$(rows 2024-06-11T00:00)" "$M:mentor-assess:overdue" "settles it"
equal "$(rows 2024-09-06T00:00)" "$M:mentor-assess:overdue" \
    "what is late stays so in the next school year"
as lan mentor end "$M" --end-reason hoan-thanh --at 30/5/2024
[ "$code" -eq 0 ] || as lan mentor end "$M" --end-reason khac --at 30/5/2024
equal "$code" 0 "a pair that ended in the term"
equal "$(rows 2024-06-11T00:00)" "" "is not assessed any more"
equal "$(rows 2025-01-19T00:00)" "$G:group-review:overdue" \
    "who stays in the group is"
as lan group end "$G" --end-reason het-kho-khan --at 1/1/2025
ok "out of the group"
equal "$(rows 2025-01-19T00:00)" "" "nothing is due"

# --- beside cases ------------------------------------------------------------
as lan activity add --name "Rất lâu" --kind khac --from 1/10/2023 \
    --to 2/10/2023
as lan intake --at "05/10/2023 09:30" --via truc-tiep --source gvcn \
    --category bao-luc --student "$A" --role nguoi-bi-hai \
    --initial-need tam-ly --condition "x"
equal "$code" 0 "a case"
run --as lan --format json due --at 2023-10-09T08:00
json '$_->[0]{case} && $_->[0]{status} eq "overdue" && !$_->[-1]{case} &&
    $_->[-1]{rule} eq "activity" && $_->[-1]{due_at} lt $_->[0]{due_at}' \
    "of what is late a case comes before a plan"
as lan due VV-2023-0001 --at 2023-10-09T08:00
hasnt "HD-" "of one case nothing else"

# --- who may -----------------------------------------------------------------
as lan staff add rep --role reporter --name "Sở"
run --as rep --format json due --at 2023-10-09T08:00
json '(grep { ($_->{entry} // "") =~ /^HD-/ } @$_) == 1' \
    "a reporter sees it, too"
hasnt "$name" "without names"
as lan fsck
ok "the store is sound"
finish
