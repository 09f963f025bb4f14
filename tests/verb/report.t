#!/bin/sh
# The term's report, against counts made by a second implementation that reads
# the documents' lines and nothing else; and for a reporter, who holds no
# person key.
. "$(dirname "$0")/../lib.sh"
new_store
as lan staff add bao --role reporter --name "Đỗ Văn Báo"
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
as lan record --batch "$DATA/year/2023-2024.jsonl"
ok "a school year"
counted() { # TERM [UNTIL]
	perl "$TOP/tests/verb/count.pl" "$DATA/year/2023-2024.jsonl" \
	    "$DATA/lists/01-tieu-hoc-utf8.csv" \
	    "$TOP/lib/rules/calendar-vn.csv" 2023 "$@" | LC_ALL=C sort
}
for span in "1" "2" "year" "1 2023-12-24" "2 2024-05-20" "year 2024-01-18"
do
	# shellcheck disable=SC2086
	set -- $span
	as lan report --year 2023 --term "$1" ${2:+--until "$2"} --format csv
	equal "$(printf '%s\n' "$out" | tr -d '\r' | LC_ALL=C sort)" \
	    "$(counted "$@")" "every cell of term $span"
done
as lan report --year 2023 --term year --format json
ok "as JSON"
json '!grep { !$_->{ok} } @{$_->{checks}}' "every identity holds"
json '$_->{format} == 1 && @{$_->{tables}} == 3 &&
    $_->{chain_head} =~ /^[0-9a-f]{64}$/' "in the documented shape"
json '!grep { my $n = @{$_->{columns}}; grep { @{$_->{cells}} != $n }
    @{$_->{rows}} } @{$_->{tables}}' "cells beside their columns"
focal=$out
head=$(value '$_->{chain_head}')
as bao report --year 2023 --term year --format json
equal "$out" "$focal" "a reporter gets the same"
as lan fsck --head "$head"
ok "the head on it is in the chain"
as lan report --year 2023 --term 1
ok "as text"
has "SƠ KẾT HỌC KỲ I" "with its title"
has "$head" "with the chain's head"
has "hieu" "and who added the principal"
as lan report --year 2023 --term year
has "TỔNG KẾT" "the year's has another"
as lan report --year 2023 --term 1 --table referrals --format csv
has "Đã gửi" "one table as people see it"
as lan report --year 2023 --term 3
is 2 "no such term"
says "1, 2, year" "and the terms that there are"
as lan report --year 2023 --term 1 --until 2024-02-01
is 2 "a closing day outside the period"
as lan report --from 2023-10-01 --to 2023-10-31 --format json
json '$_->{period}{from} eq "2023-10-01" && $_->{period}{to} eq "2023-10-31"' \
    "any two days"
finish
