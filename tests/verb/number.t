#!/bin/sh
# Numbers of official documents: taken down as the office gave them, and
# looked at for doubles, gaps and dates out of order.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
as lan staff add bao --role reporter --name "Đỗ Văn Báo"
pupils
as lan --format json number list
equal "$out" "[]" "none yet"
as bao number list
is 4 "a reporter may not even ask"
as lan number check
equal "$code:$out$err" "0:" "and nothing wrong with them"
{
	for label in a b c; do
		doc intake "" 2025-12-01T08:00 label=$label
	done
} >lines.jsonl
batch lines.jsonl
ok "three cases"
# letter CASE NUMBER DATE [AGENCY]: sent on that day by that letter.
letter() {
	as lan --format json refer "$1" --letter-no "$2" --letter-date "$3" \
	    --sent-at "$3T10:00" --agency "${4:-ubnd-xa}" --kind chuyen-gui \
	    --method cong-van --basis luat-quy-dinh --reason "cần giúp"
}
# notices CODES NAME: what the last recording said, and no more of numbers.
notices() {
	equal "$(value 'join " ", sort grep { /^number/ }
	    map { $_->{code} } @{$_->{notices} || []}')" "$1" "$2"
}
says_nothing() { # NAME [ARG...]
	name=$1
	shift
	as lan number check "$@"
	equal "$code:$out$err" "0:" "$name"
}
finds() { # CODES NAME [ARG...]
	codes=$1 name=$2
	shift 2
	as lan --format json number check "$@"
	equal "$code" 1 "$name"
	equal "$(value 'join " ", map { $_->{code} } @$_')" "$codes" "is said"
}

# --- as it should be ---------------------------------------------------------
letter 1 01/THCSABC-TVHĐ 2025-12-02
notices "" "the first"
letter 2 "Số: 02/THCSABC-TVHĐ" 2025-12-03
notices "" "the next, with the word before it"
letter 3 "03 / thcsabc-tvhđ" 2025-12-03
notices "" "and in small letters"
letter 1 01/THCSABC-TVHĐ 2026-01-05
notices "" "from 1 January on again"
letter 1 07/BC-THCSABC 2025-12-10
notices "" "another register has its own"
says_nothing "all fit" --year 2025
as lan --format json number list --year 2025
json '@$_ == 4' "those of a year"
json 'join(",", map { $_->{number} } @$_) eq "07/BC-THCSABC,01/THCSABC-TVH\x{110},02/THCSABC-TVH\x{110},03/thcsabc-tvh\x{111}"' \
    "by register and number"
json '$_->[2]{case} eq "VV-2025-0002" && $_->[2]{date} eq "2025-12-03" &&
    $_->[2]{sequence} == 2 && $_->[2]{kind} eq "refer" &&
    $_->[2]{agency} eq "ubnd-xa"' "with where they stand"
as lan --format json number list
json '@$_ == 1 && $_->[0]{date} eq "2026-01-05"' "by default the newest year's"
as lan number list --year 2024 --format csv
equal "$(printf %s "$out" | tr -d '\r')" \
    "number,date,kind,case,agency,sequence,symbol,written,entry" "or none"

# --- one letter, several of them ---------------------------------------------
letter 2 01/THCSABC-TVHĐ 2026-01-05 cong-an-xa
notices "number-again" "the same letter to another agency"
case $out in *VV-2025-0001*05/01/2026*) tap 0 "with the case and the day" ;;
*) tap 1 "with the case and the day" ;; esac
says_nothing "which is no double"

# --- slips -------------------------------------------------------------------
letter 3 2/THCSABC-TVHĐ 2026-01-06
notices "number-zero" "without its 0"
letter 3 04/THCSABC-TVHĐ 2026-01-08
notices "" "one is left out"
finds "gap" "a gap"
has "03/THCSABC-TVH" "with the number"
letter 2 06/THCSABC-TVHĐ 2026-01-07
notices "number-order" "dated before a lower one"
finds "gap gap order" "two gaps, and the order"
letter 2 05/THCSABC-TVHĐ 2026-01-09
notices "number-order" "one that is dated after a higher one"
letter 1 02/THCSABC-TVHĐ 2026-01-07
notices "number-again" "another day's number"
finds "double gap order" "a double"
has "VV-2025-0003" "with both cases"
has "VV-2025-0001" "and the other"
letter 1 CV-TVHĐ 2026-01-10
notices "number-form" "no number in it"
as lan number check
is 1 "as text"
has "02/THCSABC" "a line each"

# --- amended -----------------------------------------------------------------
as lan --format json refer 1 --amend --letter-no 03/THCSABC-TVHĐ \
    --letter-date 2026-01-07
notices "" "a number corrected"
as lan --format json number list
json '!grep { $_->{written} eq "CV-TVH\x{110}" } @$_' "the old one is gone"
finds "double order" "and it fills the gap"
as lan --format json refer 3 --amend --letter-date 2026-01-07
notices "" "a date corrected"
as lan --format json refer 2 --amend --letter-date 2026-01-07
notices "" "and the last one"
finds "double" "in order now"

# --- reports have numbers, too -----------------------------------------------
issue() { # NUMBER DATE
	as lan --format json report issue --number "$1" --date "$2" \
	    --year 2025 --term 1 --until 2025-12-24
}
issue 08/BC-THCSABC 2025-12-26
notices "" "the next of its register"
as lan --format json number list --year 2025
json '(grep { $_->{kind} eq "report" && !defined $_->{case} &&
    $_->{date} eq "2025-12-26" } @$_) == 1' "is on the list"
says_nothing "and fits" --year 2025
issue 07/bc-thcsabc 2025-12-27
notices "number-again number-order" "a letter's number"
finds "double order" "which cannot be right" --year 2025
has "báo cáo, 27/12/2025" "and which report it is"
# What a report has is in facts; letters are sealed as persons are.
as bao number list
is 4 "not by a reporter"
as bao number check
is 4 "nor checked"
grep -q "THCSABC" ctxh.db
[ $? -ne 0 ]
tap $? "no number in clear"
as lan number list --year 2025-2026
is 2 "a school year is no calendar year"
as lan number list --year 0
is 2 "nor is 0"
as lan number check --year 99999
is 2 "nor this"

# --- odd ones ----------------------------------------------------------------
letter 1 00/THCSABC-TVHĐ 2026-01-11
notices "number-form" "the number 0"
letter 1 1234567890/THCSABC-TVHĐ 2026-01-11
notices "number-form" "too long a number"
case $out in *"10 chữ số"*) tap 0 "which is what is said" ;;
*) tap 1 "which is what is said" ;; esac
letter 2 15/BC-A 2026-02-02
letter 2 15a/BC-A 2026-02-03
notices "" "15a is a number of its own"
letter 3 15B/BC-A 2026-02-03
notices "" "15B, too"
letter 3 16/BC-A 2026-02-04
notices "" "and 16 is the next"
as lan --format json number list --year 2026
json 'join(" ", map { $_->{number} } grep { $_->{symbol} eq "BC-A" } @$_) eq
    "15/BC-A 15a/BC-A 15B/BC-A 16/BC-A"' "in this order, as they were typed"
letter 1 15A/BC-A 2026-02-02
notices "number-again" "the same letter"
letter 1 15c/BC-A 2026-02-01
notices "number-order" "dated before 15 and 15B"
long="05/$(perl -e 'print "\xe1\xba\xbf" x 60')"
letter 1 "$long" 2026-02-05
as lan --format json number list --year 2026
printf '%s' "$out" | perl -MEncode -e 'undef $/; decode("UTF-8", <STDIN>, 1)'
tap $? "a long symbol is not cut within a letter"
json '(grep { $_->{written} eq $_->{number} && length $_->{number} == 63 } @$_)
    == 1' "nor at all"

# --- many at once ------------------------------------------------------------
many() { # NUMBER DAY CASE
	doc refer-chuyen-gui "@$3" "2026-03-${2}T10:00" |
	    sed "s|\"letter_no\":\"5\"|\"letter_no\":\"$1\"|"
}
{
	doc intake "" 2026-03-01T08:00 label=x
	many 05/Q 05 x
	many 6/Q 06 x
	many 05/Q 05 x
	many 07/Q 04 x
	many 15/BC-A 07 x
} >many.jsonl
batch many.jsonl
ok "many"
lines() {
	equal "$(value 'join " ", map { "$_->{line}:$_->{code}" }
	    @{$_->{notices} || []}')" "$1" "$2"
}
lines "3:number-zero 4:number-again 5:number-order 6:number-again 6:number-order" \
    "each number is looked at, with its line"
as lan record --dry-run --batch many.jsonl
has "dòng 3:" "and for people"

# --- on paper ----------------------------------------------------------------
as lan refer 2 --letter-no 07/THCSABC-TVHĐ --letter-date 2026-01-05 \
    --sent-at 2026-01-12T10:00 --agency ubnd-xa --kind chuyen-gui \
    --method cong-van --basis luat-quy-dinh --reason "cần giúp"
has "văn bản số 07/THCSABC-TVHĐ đề ngày 05/01/2026" "the notice is for people"
finish
