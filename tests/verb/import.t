#!/bin/sh
# Taking in lists as schools send them: columns, what is remembered of them.
. "$(dirname "$0")/../lib.sh"
LISTS=$DATA/lists
new_store

# --- columns: said, remembered, shown, forgotten ---------------------------------

as lan student import "$LISTS/08-unknown-header.csv" --year 2023 --lang en
is 1 "a header that is not known"
says ':1:4: unknown column "Họ và tênn"; the nearest known one is "Họ và tên"' \
    "names the nearest known one"
says '--map "Họ và tênn=name"' "and what to type"
as lan student import "$LISTS/08-unknown-header.csv" --show-map --format json
is 1 "such a list is shown, and that it cannot be taken in"
json '@{$_->{columns}} == 15 && $_->{columns}[3]{from} eq "unknown" &&
    $_->{columns}[3]{letter} eq "D" && !defined $_->{columns}[3]{field} &&
    $_->{columns}[4]{field} eq "born" && $_->{columns}[4]{from} eq "alias" &&
    @{$_->{errors}} == 1 && !@{$_->{remembered}}' "column by column"
as lan student import "$LISTS/08-unknown-header.csv" --year 2023 \
    --map 'Họ và tênn=name' --ignore SĐT --format json
ok "a column is mapped, another passed over"
json '@{$_->{mapping}} == 2 && $_->{mapping}[0]{from} eq "said" &&
    $_->{mapping}[1]{from} eq "ignored" && $_->{op} == 3' "and told"
as lan student import "$LISTS/08-unknown-header.csv" --year 2023 --lang en
ok "the next such list needs no option"
has 'column D "Họ và tênn" is read as "Họ và tên", as remembered' \
    "and that is told"
has 'column O "SĐT" is passed over, as remembered' "of both"
as lan student import "$LISTS/08-unknown-header.csv" --show-map --lang en
ok "a list is looked at"
has "remembered" "with what is remembered"
as lan log --format json
json '$_->[-1]{op} == 3' "none of which wrote anything"
as lan student import --show-map --format json
json '@{$_->{remembered}} == 2 && !exists $_->{columns}' "remembered alone"
as lan student import --forget-map 'HO VA TENN' --lang en
ok "a column is forgotten"
has "1 columns are forgotten" "and how many"
as lan student import --forget-map 'Họ và tênn' --lang en
is 5 "but once"
as lan student import "$LISTS/08-unknown-header.csv" --year 2023
is 1 "the list is unknown again"
as lan student import --forget-map all
ok "all are forgotten"
as lan student import --show-map --format json
json '!@{$_->{remembered}}' "then there are none"
as lan student import "$LISTS/08-unknown-header.csv" --year 2023 \
    --map 'Họ và tênn=ten' --lang en
ok "a field is named by a header, too"
as lan student import "$LISTS/08-unknown-header.csv" --year 2023 \
    --map 'Họ và tênn=nme' --lang en
is 2 "but not by anything"
says 'is it "name"?' "and the nearest is proposed"
as lan student import --lang en
is 2 "a list is needed"
as lan student import "$LISTS/01-tieu-hoc-utf8.csv" --lang en
is 2 "and its year"
as hieu student import --show-map
is 4 "all this is the focal's"

# --- classes ---------------------------------------------------------------------

printf '%s\n' 'Mã HS,Họ tên,Ngày sinh,Phái,Lớp' 'K1,Lò An,1/2/2016,Nam,3/K' \
    'K2,Lò Ba,1/2/2016,Nữ,Lớp 3K' 'K3,Lò Ca,1/2/2016,Nữ,3 k' >classes.csv
as lan student import classes.csv --year 2023
ok "three spellings of a class"
for class in 3K 3/k 'lớp 3-K'; do
	as lan student list --class "$class" --format csv
	equal "$(printf '%s\n' "$out" | grep -c ',3K,')" 3 "are one: $class"
done
finish
