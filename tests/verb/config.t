#!/bin/sh
# The school's settings: which there are, what each takes, who may set them,
# what is recorded, and that what goes by them does.
. "$(dirname "$0")/../lib.sh"
new_store --year 2023-2024 --upper "UBND xã Chiềng Mung"
as lan staff add bao --role reporter --name "Đỗ Văn Báo"
as lan staff add tam --role staff --name "Lê Thị Tâm"
ops() {
	as lan fsck --format json
	value '$_->{ops}'
}

# --- what is there -----------------------------------------------------------
as lan config
ok "what is set"
has "Trường Tiểu học Chiềng Mung" "by init"
hasnt "office_hours" "and nothing else"
as lan --format json config list --all
ok "all that there is"
json '!grep { defined $_->{value} != defined $_->{origin} } @$_' \
    "a value has an origin"
json '(grep { $_->{key} eq "terms.2023-2024.hk1_end" &&
    $_->{value} eq "2024-01-18" && $_->{default} eq "2024-01-18" &&
    $_->{origin} eq "default" && $_->{basis} && !defined $_->{op} } @$_) == 1' \
    "a default with its basis"
json '(grep { $_->{key} eq "school.code" && $_->{value} eq "1401" &&
    $_->{origin} eq "init" && $_->{op} == 1 && $_->{by} eq "lan" && $_->{at}
    } @$_) == 1' "what init wrote"
json '(grep { $_->{key} eq "school.upper" && $_->{origin} eq "init" } @$_) == 1' \
    "the authority above the school, too"
value 'my %seen; join "", map { (my $k = $_->{key}) =~ s/\d{4}-\d{4}/YEAR/;
    $k =~ s/^screen\..*/screen.RULE.LIMIT/;
    $seen{$k}++ ? () : "$k\n" } @$_' >keys
sed -n '/settings begin/,/settings end/s/^\.It Cm //p' \
    "$TOP/man/ctxh-config.1" >described
equal "$(cat keys)" "$(cat described)" "the manual has every one"
run help --complete -- config get ""
equal "$(printf '%s\n' "$out" | cut -f1 |
    sed 's/^screen\..*/screen.RULE.LIMIT/' | uniq)" \
    "$(sed 's/^terms\.YEAR\.//; s/\.YEAR$//' keys)" \
    "and so has the completion"

# --- set, get, unset ---------------------------------------------------------
before=$(ops)
as lan --format json config set hk1_end 12/01/2024
ok "a day of the newest year"
json '$_->{format} == 1 && $_->{key} eq "terms.2023-2024.hk1_end" &&
    $_->{value} eq "2024-01-12" && !defined $_->{old} && $_->{changed} &&
    $_->{op} == '"$((before + 1))" "what was done"
as lan config get hk1_end
equal "$out" "2024-01-12" "bare, as it is stored"
for key in terms.2023-2024.hk1_end terms.2023.hk1_end terms.hk1_end; do
	as lan config get $key
	equal "$out" "2024-01-12" "$key is the same"
done
as lan config get hk1_end --year 2024
equal "$out" "2025-01-18" "another year's default"
as lan config set hk1_end "thứ Sáu, 10/01/2025" --year 2024-2025
ok "another year's, with its weekday"
as lan config set hk1_end "thứ Tư, 10/01/2025" --year 2024-2025
is 2 "a weekday that does not fit"
says "08/01/2025" "and what may be meant"
before=$(ops)
as lan --format json config set hk1_end 2024-01-12
json '!$_->{changed} && !defined $_->{op}' "what it is already"
as lan --format json config set hk1_end 13/01/2024 --dry-run
json '$_->{changed} && !defined $_->{op} && $_->{old} eq "2024-01-12"' \
    "tried only"
as lan config unset school.place
ok "what is not set"
equal "$(ops)" "$before" "is not recorded"
as lan --format json log
json '$_->[-1]{verb} eq "config" && $_->[-1]{by} eq "lan" &&
    $_->[-1]{detail}{key} eq "terms.2024-2025.hk1_end" &&
    $_->[-1]{detail}{new} eq "2025-01-10" && !defined $_->[-1]{detail}{old}' \
    "the chain keeps old and new"
as lan config get hk1_end --show-origin
case $out in
*lan*"	2024-01-12") tap 0 "who set it" ;;
*) tap 1 "who set it" ;;
esac
as hieu config unset hk1_end
ok "taken away by the principal"
as lan --format json config get hk1_end
json '$_->{format} == 1 && $_->{value} eq "2024-01-18" &&
    $_->{origin} eq "default"' "the default holds again"
as lan config get school.place
is 1 "neither a value nor a default"
as lan config set school.letterhead "UBND XÃ CHIỀNG MUNG" \
    "TRƯỜNG   TIỂU HỌC"
ok "a list"
as lan config get school.letterhead
equal "$out" "UBND XÃ CHIỀNG MUNG
TRƯỜNG TIỂU HỌC" "a line each, tidy"
as lan config set summer_duty "01/06-30/06 Nguyễn Văn A, 0912345678"
ok "a list of one"
as lan --format json config get summer_duty
json 'ref $_->{value} eq "ARRAY" && @{$_->{value}} == 1 &&
    $_->{key} eq "summer_duty.2023-2024"' "is a list"
as lan --format json config list
json '!grep { $_->{origin} ne "init" && $_->{origin} ne "store" } @$_' \
    "what is set and nothing else"
as lan --format json config list --all
json '(grep { $_->{key} =~ /hk1_end/ } @$_) == 2' "each year that has it"
grep -q "CHIỀNG MUNG\|0912345678" ctxh.db
[ $? -ne 0 ]
tap $? "nothing of it in clear"

# --- what is refused ---------------------------------------------------------
refused() { # NAME ARG...
	name=$1
	shift
	as lan config set "$@"
	is 2 "$name"
}
before=$(ops)
refused "no such setting" hk1_edn 12/01/2024
says "terms.hk1_end" "the nearest is named"
refused "nor in a year" terms.2023-2024.hk1_dew 12/01/2024
says "terms.hk1_due" "the nearest of those, too"
as lan config get xyz
is 2 "nothing is near"
refused "a first term that ends before it begins" hk1_end 04/09/2023
refused "one that ends with the year" hk1_end 31/05/2024
refused "another year's day" hk1_end 12/01/2025
refused "no day" hk1_end 31/02/2024
refused "a report due before the term ends" hk1_due 31/10/2023
refused "a report due too late" year_due 05/09/2024
refused "a year that is none" hk1_end 12/01/2024 --year 2023-2025
refused "a year where the key has another" terms.2023-2024.hk1_end \
    12/01/2024 --year 2024
refused "a year where there is none" school.place "Chiềng Mung" --year 2023
refused "no office hours" office_hours 07:30-25:00
refused "no level" school.levels thcs dai-hoc
refused "a level twice" school.levels mam-non thcs mam-non
refused "nothing" school.place ""
refused "a duty without days" summer_duty "Nguyễn Văn A"
refused "a duty outside the summer" summer_duty "01/05-30/05 Nguyễn Văn A"
refused "two texts for one" school.place a b
refused "a text too long" school.place "$(printf '%0300d' 0)"
refused "no UTF-8" school.place "$(printf 'Chi\377ng')"
as bao config set school.place "Chiềng Mung"
is 4 "not by a reporter"
as bao config get school.name
ok "who may read them"
as tam config
is 4 "a colleague may not"
equal "$(ops)" "$((before + 2))" "only the refusals of rights are recorded"

as lan config set school.levels thcs thcs
is 2 "a level twice"
says "thcs" "which one is said"
run --store other.db init --school X --code 9 --level thcs \
    --level thcs --user lan --sheet other.txt
is 2 "nor at the beginning"
says "hai lần" "for that reason"
esc=$(printf 'Chi\033[31mng')
refused "a control character" school.place "$esc"
refused "in a list" school.letterhead "UBND XÃ" "$esc"
refused "one that turns the line" school.upper "$(printf 'X\342\200\256Y')"
run --store other.db init --school "$esc" --code 9 --level thcs \
    --user lan --sheet other.txt
is 2 "nor at the beginning"
says "điều khiển" "for that reason"
for key in school.name school.code school.levels; do
	as lan config unset $key
	is 2 "a store always has a $key"
done
says "config set" "which may be another"
equal "$(ops)" "$((before + 2))" "nothing of it is recorded"

# --- what is odd -------------------------------------------------------------
notices() { # CODES NAME ARG...
	codes=$1 name=$2
	shift 2
	as lan --format json config set "$@"
	equal "$(value 'join " ", map { $_->{code} } @{$_->{notices} || []}')" \
	    "$codes" "$name"
}
notices early "a first term that ends in November" hk1_end 30/11/2023
notices "" "but not in December" hk1_end 01/12/2023
as lan config unset hk1_end

# --- nothing is cut within a letter ------------------------------------------
long=$(perl -e 'print "\xe1\xba\xbf" x 80')
as lan config set school.letterhead "$long" "x$long" "xx$long" "$long" "$long"
whole() {
	printf '%s' "$out" | perl -MEncode -e 'undef $/;
	    decode("UTF-8", <STDIN>, 1)'
	tap $? "$1"
	has "; xx$long; $long; $long" "and all of it is there"
}
whole "said"
as lan config list
whole "listed"

# --- the edges of the days ---------------------------------------------------
for pair in hk1_end=05/09/2023 hk1_end=30/05/2024 hk1_due=01/11/2023 \
    hk1_due=31/03/2024 year_due=01/04/2024 year_due=04/09/2024; do
	as lan config set "${pair%%=*}" "${pair#*=}"
	ok "$pair"
done
as lan config unset hk1_end

as lan config set hk1_due "trước ngày 25/12/2023"
has "24/12/2023" "before a day is the day before it"
as lan config set hk1_due "Trước 26.12.2023"
has "25/12/2023" "with dots, too"
as lan config set year_due "trước 01/04/2024"
is 2 "and must be a day for it"
as lan config set hk1_end "trước ngày 13/01/2024"
is 2 "a term ends on a day"

# --- what follows ------------------------------------------------------------
as lan --format json config set school.levels tieu-hoc thcs
json '$_->{notices}[0]{code} eq "rules"' "a change of levels names the rule set"
has "tt" "that is in force"
as lan config set school.code 1402
has "1402" "a code may change"
as lan --format json report --year 2023 --term 1
json '$_->{school}{code} eq "1402"' "and is on the reports"

# The end of the first term moves what its report counts.
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
as lan record --batch "$DATA/year/2023-2024.jsonl"
ok "a school year"
notices year "a beginning later than what is there" school.year 2024-2025
notices "" "but not with it" school.year 2023-2024
as lan --format json report --year 2023 --term 1
json '$_->{period}{to} eq "2024-01-18"' "by default to 18 January"
as lan config set hk1_end 29/12/2023 --year 2023
as lan --format json report --year 2023 --term 1
json '$_->{period}{to} eq "2023-12-29"' "then as it was set"
as lan --format json report --year 2023 --term 2
json '$_->{period}{from} eq "2023-12-30"' "and the second from the next day"
cells() {
	as lan report --from 2023-09-05 --to "$1" --format csv
	printf '%s\n' "$out"
}
as lan report --year 2023 --term 1 --format csv
equal "$out" "$(cells 2023-12-29)" "counted so"
[ "$out" != "$(cells 2024-01-18)" ]
tap $? "which is not what it was"

# --- limits of the rules of screening ---------------------------------------------

as lan config set screen.nghi-khong-phep.days 5
ok "a limit of a rule"
as lan config get screen.nghi-khong-phep.days
equal "$out" 5 "is set"
as lan config list --show-origin --lang en
has "screen.nghi-khong-phep.days" "it is listed"
has "set by lan" "with who set it"
as lan config unset screen.nghi-khong-phep.days
as lan config get screen.nghi-khong-phep.days --show-origin --lang en
equal "$out" "default: the rule set	3" "without it the rule's own holds"
for value in 0 367 ba -1 3.5 ""; do
	as lan config set screen.nghi-khong-phep.days -- "$value"
	is 2 "no limit: \"$value\""
done
as lan config set screen.nghi-khong-phep.dais 5 --lang en
is 2 "a limit that the rule does not have"
says 'did you mean "screen.nghi-khong-phep.days"?' "the nearest is named"
as lan config set screen.khac.days 5
is 2 "a rule that is none"
finish
