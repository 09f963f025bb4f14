#!/bin/sh
# The five deadlines, from the command line, against examples worked by hand.
# Office hours are 07:30-11:30 and 13:30-17:30.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store

# --- lengths -----------------------------------------------------------------
# 12 working hours from the intake of a case of abuse.  LABEL START DUE
cat >refer <<'X'
monday     2025-09-08T08:00 2025-09-09T14:00
opening    2025-09-08T07:30 2025-09-09T11:30
noon       2025-09-08T12:00 2025-09-09T17:30
morningend 2025-09-08T11:30 2025-09-09T17:30
evening    2025-09-08T20:00 2025-09-10T11:30
dayend     2025-09-08T17:30 2025-09-10T11:30
weekend    2025-09-13T09:00 2025-09-16T11:30
holiday    2025-09-02T09:00 2025-09-04T11:30
tet2026    2026-02-13T16:00 2026-02-24T10:00
tet2023    2023-01-19T16:00 2023-01-30T10:00
sat10jan   2026-01-09T13:30 2026-01-10T17:30
onsat10jan 2026-01-10T10:00 2026-01-12T16:00
sat22aug   2026-08-21T16:00 2026-08-24T10:00
sat4may    2024-05-03T16:30 2024-05-06T10:30
sat26apr   2025-04-25T07:30 2025-04-26T11:30
bridge     2025-04-29T17:30 2025-05-06T11:30
summer     2025-07-18T15:30 2025-07-22T09:30
plainsat   2025-04-18T16:30 2025-04-22T10:30
X
# 3 working days from a plan: to the close of the third after it.
cat >approve <<'X'
aplain  2025-09-08T10:00 2025-09-11T17:30
atet    2026-02-12T08:00 2026-02-24T17:30
atet23  2023-01-18T08:00 2023-01-30T17:30
ajan    2026-01-08T08:00 2026-01-12T17:30
aaug    2026-08-20T08:00 2026-08-24T17:30
amay    2024-05-02T08:00 2024-05-06T17:30
aapr    2025-04-24T08:00 2025-04-28T17:30
asat    2025-09-13T20:00 2025-09-17T17:30
asept   2025-08-29T16:00 2025-09-05T17:30
anight  2025-09-09T00:00 2025-09-12T17:30
X
# 7 working days from a referral.
cat >follow <<'X'
fplain  2025-09-08T08:00 2025-09-17T17:30
ftet    2026-02-09T08:00 2026-02-25T17:30
faug    2026-08-19T08:00 2026-08-27T17:30
fsept   2026-08-27T08:00 2026-09-10T17:30
X
# To the close of a date, never shifted.  LABEL DATE
cat >review <<'X'
rsunday  2025-10-12
rtet     2026-02-17
rplain   2025-10-15
X
{
	while read -r label start due; do
		doc intake "" "$start" label="$label" category=xam-hai
	done <refer
	while read -r label start due; do
		doc intake "" "${start%%-*}-01-02T08:00" label="$label"
		doc assess-tai-truong "@$label" "${start%%-*}-01-03T08:00"
		doc plan "@$label" "$start"
	done <approve
	while read -r label start due; do
		doc intake "" "$start" label="$label"
		doc refer-chuyen-gui "@$label" "$start"
	done <follow
	while read -r label date; do
		for by in on to; do
			doc intake "" 2025-09-08T08:00 label="$label$by"
			doc assess-tai-truong "@$label$by" 2025-09-09T08:00
			case $by in
			on) doc plan "@$label$by" 2025-09-10T08:00 to=2025-12-31 \
			    extra="\"review_on\":\"$date\"" ;;
			to) doc plan "@$label$by" 2025-09-10T08:00 to="$date" ;;
			esac
			doc approved "@$label$by" 2025-09-11T08:00
		done
	done <review
	doc intake "" 2025-09-13T23:30 label=notify category=xam-hai
	doc intake "" 2025-09-08T08:00 label=known category=xam-hai \
	    extra='"known_at":"2025-09-08T16:00:00+07:00"'
	doc intake "" 2025-09-08T08:00 label=urgent extra='"urgent":true'
	doc intake "" 2018-11-09T16:00 label=old category=xam-hai
} >lines.jsonl
batch lines.jsonl
ok "cases"
perl -MJSON::PP -0777 -e '$c = decode_json(<>)->{cases};
    print "$_ $c->{$_}\n" for sort keys %$c' "$T/out" >numbers
run --as lan --format json due --all --at 2026-09-15T08:00
ok "due"
perl -MJSON::PP -0777 -e '
	open my $n, "<", "numbers"; my %l = map { reverse split } <$n>;
	for (@{decode_json(<>)}) {
		my @t = map { defined ? s/:00\+07:00$//r : "-" }
		    @$_{qw(started_at due_at)};
		print "$l{$_->{case}} $_->{rule} @t",
		    $_->{estimated} ? " estimated" : "", "\n";
	}' "$T/out" >all
# line LABEL RULE START DUE
line() {
	equal "$(grep "^$1 $2 " all | cut -d' ' -f3-)" "$3 $4" "$2 $1: $3 to $4"
}
while read -r label start due; do
	line "$label" refer "$start" "$due"
done <refer
while read -r label start due; do
	line "$label" approve "$start" "$due"
done <approve
while read -r label start due; do
	line "$label" follow "$start" "$due"
done <follow
while read -r label date; do
	line "${label}on" review 2025-09-11T08:00 "${date}T17:30"
	line "${label}to" review 2025-09-11T08:00 "${date}T17:30"
done <review
line notify notify-now 2025-09-13T23:30 2025-09-14T00:30
line known notify-now 2025-09-08T16:00 2025-09-08T17:00
line known refer 2025-09-08T16:00 2025-09-10T10:00
line urgent notify-now 2025-09-08T08:00 2025-09-08T09:00
equal "$(grep -c "^urgent " all)" 1 "urgent alone asks for no letter"
equal "$(grep "^old refer" all)" \
    "old refer 2018-11-09T16:00 2018-11-13T10:00 estimated" \
    "outside the calendar's years"
equal "$(grep -v '^old ' all | grep -c estimated)" 0 "within them nothing is"
number() {
	sed -n "s/^$1 //p" numbers
}
run --as lan due "$(number old)" --explain --at 2026-09-15T08:00
has "lịch dự kiến" "and says so"
run --as lan due "$(number monday)" --explain --at 2026-09-15T08:00
hasnt "lịch dự kiến" "where the calendar is known it does not"
run --as lan due "$(number tet2026)" --explain --at 2026-02-23T08:00
ok "--explain"
for day in 16 17 18 19 20; do
	has "$day/02/2026" "$day/02/2026 is skipped"
done
has "Tết Nguyên đán" "by its name"
has "90 phút" "the stretch of the Friday"
run --as lan due "$(number sat10jan)" --explain --at 2026-01-09T14:00
has "10/01/2026 07:30" "a make-up Saturday is counted"
run --as lan --format json due "$(number tet2026)" --explain --at 2026-02-23T08:00
json 'my ($r) = grep { $_->{rule} eq "refer" } @$_; my $n = 0;
    $n += $_->{counted_minutes} // 0 for @{$r->{explain}}; $n == 720' \
    "the stretches add up to 12 hours"

# --- a year that is an estimate ----------------------------------------------
doc intake "" 2027-02-03T16:00 label=next category=xam-hai >lines.jsonl
batch lines.jsonl
equal "$code" 0 "a case in 2027"
next=$(value '$_->{cases}{next}')
run --as lan --format json due "$next" --all --at 2027-02-03T17:00
json '(grep { $_->{rule} eq "refer" && $_->{estimated} &&
    $_->{due_at} eq "2027-02-12T10:00:00+07:00" } @$_) == 1' "Tết 2027"
run --as lan due "$next" --at 2027-02-03T17:00
has "lịch dự kiến" "is marked as an estimate"

# --- status ------------------------------------------------------------------
# status LABEL RULE TIME STATUS...: of the deadlines of that rule, by start
status() {
	label=$1 rule=$2 time=$3
	shift 3
	run --as lan --format json due "$(number "$label")" --all --at "$time"
	equal "$(perl -MJSON::PP -0777 -e 'print join " ", map { $_->{status} }
	    sort { $a->{started_at} cmp $b->{started_at} }
	    grep { $_->{rule} eq $ARGV[0] } @{decode_json(<STDIN>)}' \
	    "$rule" <"$T/out")" "$*" "$label $rule at $time: $*"
}
# started LABEL RULE TIME...: when those began
started() {
	label=$1 rule=$2
	shift 2
	run --as lan --format json due "$(number "$label")" --all \
	    --at 2026-09-15T08:00
	equal "$(perl -MJSON::PP -0777 -e 'print join " ", sort map {
	    substr $_->{started_at}, 0, 16 } grep { $_->{rule} eq $ARGV[0] }
	    @{decode_json(<STDIN>)}' "$rule" <"$T/out")" "$*" \
	    "$label $rule started $*"
}
D=2025-09
{
	for label in exact late; do
		doc intake "" $D-08T08:00 label=$label category=xam-hai
	done
	doc refer-huong-dan @exact $D-09T14:00
	doc refer-huong-dan @late $D-09T14:01
	# What does not count as having asked or referred.
	doc intake "" $D-08T08:00 label=phone category=xam-hai
	doc refer-thong-bao @phone $D-08T08:30
	doc refer-chuyen-gui @phone $D-08T10:00 method=dien-thoai
	doc refer-chuyen-gui @phone $D-09T09:00
	# Bullying: the newest assessment counts.
	doc intake "" $D-08T08:00 label=bully category=bao-luc
	doc assess-tai-truong @bully $D-11T08:00
	doc assess-cong-dong @bully $D-12T08:00
	doc assess-khong-can @bully $D-15T08:00
	# Abuse: always.
	doc intake "" $D-08T08:00 label=abuse category=xam-hai
	doc assess-tai-truong @abuse $D-08T10:00
	# Any other: from the assessment that says cong-dong.
	doc intake "" $D-08T08:00 label=other
	doc assess-tai-truong @other $D-08T10:00
	doc intake "" $D-08T08:00 label=other1
	doc assess-cong-dong @other1 $D-10T08:00
	doc assess-cong-dong @other1 $D-12T08:00 \
	    extra="\"known_at\":\"$D-11T08:00:00+07:00\""
	doc intake "" $D-08T08:00 label=other2 \
	    extra="\"known_at\":\"$D-08T15:00:00+07:00\""
	doc assess-cong-dong @other2 $D-10T08:00
	doc intake "" $D-08T08:00 label=other3 \
	    extra="\"known_at\":\"$D-08T15:00:00+07:00\""
	doc assess-cong-dong @other3 $D-10T08:00 \
	    extra="\"known_at\":\"$D-09T09:00:00+07:00\""
	doc refer-chuyen-gui @other3 $D-10T14:00
	# Plans.
	for label in inday nextday sent turned; do
		doc intake "" $D-08T08:00 label=$label
		doc assess-tai-truong @$label $D-08T09:00
		doc plan @$label $D-08T10:00
	done
	doc approved @inday $D-11T23:59
	doc approved @nextday $D-12T00:00
	doc refer-chuyen-gui @sent $D-10T08:00
	doc returned @turned $D-09T08:00
	doc plan @turned $D-10T08:00
	# Reviews.
	for label in seen anew gone done; do
		doc intake "" $D-08T08:00 label=$label
		doc assess-tai-truong @$label $D-08T09:00
		doc plan @$label $D-08T10:00 to=2025-10-12
		doc approved @$label $D-09T08:00
	done
	doc review-tiep-tuc @seen 2025-10-12T20:00
	doc review-ket-thuc @seen 2025-10-20T20:00
	doc assess-tai-truong @anew 2025-10-01T08:00
	doc refer-chuyen-gui @gone 2025-10-01T08:00
	doc close @done 2025-10-01T08:00
	doc approved @done 2025-10-02T08:00
	# Referrals.
	doc intake "" $D-08T08:00 label=two
	doc refer-chuyen-gui @two $D-08T09:00 method=dien-thoai
	doc refer-chuyen-gui @two $D-09T09:00
	doc refer-chuyen-gui @two $D-10T09:00 agency=cong-an-xa
	doc follow @two $D-11T09:00 \
	    extra='"next_on":"2025-09-20"'
	doc follow @two $D-18T09:00 agency=ubnd-xa
	doc intake "" $D-08T08:00 label=shut
	doc refer-chuyen-gui @shut $D-08T09:00
	doc close @shut $D-10T09:00
	doc approved @shut $D-11T09:00
} >lines.jsonl
batch lines.jsonl
ok "more cases"
perl -MJSON::PP -0777 -e '$c = decode_json(<>)->{cases};
    print "$_ $c->{$_}\n" for sort keys %$c' "$T/out" >numbers
status exact refer $D-09T13:59 soon
status exact refer $D-20T08:00 met
status late refer $D-09T14:00 soon
status late refer $D-20T08:00 met-late
status late notify-now $D-20T08:00 met-late
status abuse refer $D-09T14:00 soon
status abuse refer $D-09T14:01 overdue
status abuse notify-now $D-08T09:00 soon
status abuse notify-now $D-08T09:01 overdue
status phone notify-now $D-20T08:00 met
status phone refer $D-08T12:00 soon
status phone refer $D-20T08:00 met
status bully refer $D-08T09:00 soon
status bully refer $D-10T08:00 overdue
status bully refer $D-11T09:00 waived
status bully refer $D-12T09:00 overdue
status bully refer $D-15T09:00 waived
status bully notify-now $D-20T08:00 ""
status other refer $D-20T08:00 ""
started other1 refer $D-08T08:00
started other2 refer $D-08T15:00
started other3 refer $D-09T09:00
status other1 refer $D-20T08:00 overdue
status other3 refer $D-20T08:00 met
status inday approve $D-11T18:00 soon
status inday approve $D-20T08:00 met
status nextday approve $D-11T23:59 soon
status nextday approve $D-12T00:00 met-late
status sent approve $D-12T08:00 waived
status turned approve $D-20T08:00 met overdue
status turned approve $D-10T09:00 met open
status seen review $D-20T08:00 open
status seen review 2025-10-12T19:00 soon
status seen review 2025-10-30T08:00 met
status anew review 2025-10-30T08:00 waived
status gone review 2025-10-30T08:00 waived
status done review 2025-10-30T08:00 waived
started two follow $D-08T09:00 $D-10T09:00 $D-11T09:00
status two follow $D-18T08:00 overdue met open
status two follow 2025-09-21T08:00 met-late met overdue
status shut follow $D-10T10:00 open
status shut follow $D-30T10:00 waived
run --as lan --format json due "$(number two)" --all --at $D-18T08:00
json '(grep { $_->{rule} eq "follow" &&
    $_->{due_at} eq "2025-09-20T17:30:00+07:00" } @$_) == 1' \
    "next_on: the close of that date, a Saturday"
run --as lan --format json due "$(number exact)" --all --at 2025-09-20T08:00
json '(grep { $_->{rule} eq "refer" &&
    $_->{met_at} eq "2025-09-09T14:00:00+07:00" &&
    $_->{basis} =~ m{^TT 33/2018.* 7\.3$} } @$_) == 1' \
    "met_at and basis"

# --- due ---------------------------------------------------------------------
XDG_DATA_HOME=$T/share2
mkdir -p "$XDG_DATA_HOME" "$T/work2"
cd "$T/work2" || exit 1
rm -f "$T/sheet"
new_store
run --as lan --format json due
equal "$code $(tr -d ' \n' <"$T/out")" "0 []" "nothing is due"
run --as lan due --check
equal "$code$out$err" 0 "--check is silent when all is well"
printf '{"students":[{"origin":"truong-khac"}]}' >students.json
run --as lan intake --at 2025-09-08T08:00 --via truc-tiep --source gvcn \
    --category xam-hai --initial-need an-toan --condition x --json students.json
equal "$code" 0 "a case of abuse"
case $out$err in *"THÔNG BÁO NGAY"*111*) tap 0 "says whom to call at once" ;;
*) tap 1 "says whom to call at once" ;; esac
{
	doc intake "" 2025-09-01T08:00 label=a
	doc assess-tai-truong @a 2025-09-01T09:00
	doc plan @a 2025-09-01T10:00
	doc intake "" 2025-09-02T08:00 label=b category=bao-luc
} >lines.jsonl
batch lines.jsonl
abuse=$(run --as lan --format json list; value '(grep {
    $_->{category} eq "xam-hai" } @$_)[0]{case}')
run --as lan --format json due --at 2025-09-08T08:10
json '@$_ == 4 && $_->[0]{rule} eq "notify-now" &&
    $_->[0]{case} eq "'"$abuse"'"' "notify-now stays on top of what is later"
json '!grep { $_->{status} !~ /^(open|soon|overdue)$/ } @$_' "only what is open"
run --as lan due --at 2025-09-08T08:10
has "Thông báo ngay" "the text names it"
run --as hieu --format json due --at 2025-09-08T08:10
json '(grep { $_->{rule} eq "approve" } @$_[0, 1]) == 1' \
    "the principal's pending decisions stand at the head"
run --as lan due --check --at 2025-09-08T08:10
equal "$code" 7 "--check: something is overdue"
has VV-202 "and says what"
hasnt "Thông báo ngay" "nothing that is not overdue"
run --as lan --format json due --check --at 2025-09-08T08:10
equal "$code" 7 "--check in JSON"
json '@$_ == 2 && !grep { $_->{status} ne "overdue" } @$_' "two"
doc refer-thong-bao "$abuse" 2025-09-08T08:20 >line.jsonl
batch line.jsonl
ok "told"
run --as lan --format json due --at 2025-09-08T08:30
json '!grep { $_->{rule} eq "notify-now" } @$_' "told: no longer on top"
run --as lan --format json due --within 2d --at 2025-09-08T08:30
json 'grep { $_->{case} eq "'"$abuse"'" && $_->{rule} eq "refer" } @$_' \
    "--within 2d: the next day too"
run --as lan --format json due --within 2h --at 2025-09-08T08:30
json '@$_ && !grep { $_->{case} eq "'"$abuse"'" } @$_' "--within 2h: not yet"
run --as lan due --within 3x
is 2 "no such span"
run --as lan --format json due "$abuse" --at 2025-09-08T08:30
json '@$_ == 1 && $_->[0]{rule} eq "refer"' "one case"
run --as lan --format json due "$abuse" --all --at 2025-09-08T08:30
json '@$_ == 2' "--all: what was met, too"
run --as lan due VV-2025-0099
is 5 "no such case"
run --as lan --format jsonl due "$abuse" --at 2025-09-08T08:30
equal "$(grep -c . "$T/out")" 1 "jsonl: a line each"
run --as lan --format csv due --at 2025-09-08T08:30
has "case,rule,started_at,due_at,met_at,status,basis" "csv: a header"

# --- what waits for the principal, with a limit or without --------------------
run --as lan close "$abuse" --close-reason khong-can --at 2025-09-09T09:00
ok "a closing is proposed"
run --as hieu --format json due --at 2025-09-10T08:00
json '$_->[0]{rule} eq "decision" && $_->[0]{case} eq "'"$abuse"'" &&
    !defined $_->[0]{due_at} && $_->[0]{status} eq "open" &&
    $_->[0]{started_at} eq "2025-09-09T09:00:00+07:00"' \
    "the principal sees it first"
run --as hieu due --at 2025-09-10T08:00
has "chờ thủ trưởng quyết định" "and reads so"
run --as lan --format json due --at 2025-09-10T08:00
json '!grep { $_->{rule} eq "decision" } @$_' "nobody else is told"
run --as hieu --format json due --at 2025-09-09T08:00
json '!grep { $_->{rule} eq "decision" } @$_' "nor before it was proposed"
run --as hieu approve "$abuse" --verdict approved --at 2025-09-10T09:00
run --as hieu --format json due --all
json '!grep { $_->{rule} eq "decision" } @$_' "nor when it was decided"
finish
