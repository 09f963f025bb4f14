#!/bin/sh
# A province's rule set is one file: it extends the regulation's with its own
# names, fields, limits and indicators, and no line of C.  Built into the
# program here; what its tables count is counted again from the documents
# alone.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
SET=$DATA/rules/province.json
copy_tree
cp "$SET" lib/rules/
rm -f build/gen/data.h build/lib/rules/data_file.o
check "it is built" make -s BUILD=build SAN="${CTXH_TEST_SAN-}" \
    CFLAGS="-O1 -g" build/ctxh
CTXH=$PWD/build/ctxh
cd .. || exit 1
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023-2024
perl -pe 's/("form": "intake",)/"$1 \"family_informed\": \"" .
	(qw(da-bao chua-bao da-bao))[$n++ % 3] . "\","/e' \
	"$DATA/year/2023-2024.jsonl" >once.jsonl
# Each note on the progress twice, so that a case has several.
perl -ne 'print; print if /"form": "progress"/ && s/:00\+07:00/:30+07:00/' \
    once.jsonl >year.jsonl
{
	doc support "" 2024-03-01T08:00 extra='"season":"kho","kilometres":12'
	doc support "" 2024-03-02T08:00 extra='"season":"kho","kilometres":30'
	doc support "" 2024-06-02T08:00 extra='"season":"mua","kilometres":7'
	doc support "" 2024-06-03T08:00
} >>year.jsonl
as lan record --batch year.jsonl
ok "a school year under it"
as lan show 1 --format json
json '$_->{rules} eq "son-la-2023"' "its cases keep it"

# --- indicators -----------------------------------------------------------------
counted() { # FROM TO [UNTIL]
	perl "$TOP/tests/verb/declared.pl" "$SET" year.jsonl "$@"
}
for span in "2023-09-05 2024-09-04" "2023-09-05 2024-01-18" \
    "2024-01-19 2024-05-31" "2023-09-05 2024-09-04 2023-12-24" \
    "2023-10-02 2023-10-02"; do
	# shellcheck disable=SC2086
	set -- $span
	as lan report --from "$1" --to "$2" ${3:+--until "$3"} --format csv
	equal "$(printf '%s\n' "$out" | tr -d '\r' |
	    grep -E '^(family|needs|steps|support),' | LC_ALL=C sort)" \
	    "$(counted "$@" | LC_ALL=C sort)" "every cell of $span"
done
as lan report --year 2023 --term year --table family --format json
json 'my ($t) = @{$_->{tables}}; my $sum = 0;
    $sum += $_->{cells}[1] for @{$t->{rows}}[0 .. $#{$t->{rows}} - 1];
    my $all = $t->{rows}[-1]{cells};
    $all->[0] == 60 && $all->[1] == 40 && $sum == 40 && $all->[2] > 20' \
    "sixty cases, of whose families forty were told"
as lan report --year 2023 --term year --table steps --format json
json 'my ($t) = @{$_->{tables}}; @{$t->{rows}} == 1 &&
    $t->{rows}[0]{cells}[0] == 80' "without groups there is the total"
as lan report --year 2023 --term year --table support --format json
json 'my ($t) = @{$_->{tables}}; join(";", map { "@{$_->{cells}}" }
    @{$t->{rows}}) eq "2 42;1 7;1 0;4 49"' "a number is summed up"
as lan report --year 2023 --term year
has "Biểu SL-1. Thông báo gia đình" "as text, with its title"
has "Không ghi" "and what was not filled in"

# --- what it changes ------------------------------------------------------------
as lan report --year 2023 --term year --table referrals --format json
json 'my @c = @{$_->{tables}[0]{columns}};
    $c[2]{id} eq "late" && $c[2]{label} =~ /ch/' "a column is renamed"
as lan report --year 2023 --term year --table deadlines --format json
json 'my @c = @{$_->{tables}[0]{columns}};
    join(" ", map { $_->{id} } @c) eq "due met met_late overdue waived"' \
    "another one taken away"
head -n 3 "$DATA/year/2023-2024.jsonl" >start.jsonl
as lan record --batch start.jsonl --format json
ok "a plan"
json '$_->{cases}{v001} eq "VV-2023-0061"' "in a new case"
as lan show 61
has "Chờ thủ trưởng duyệt" "a state is renamed"
as lan due 61 --at "2023-09-11 09:00" --format json
json '$_->[0]{rule} eq "approve" && $_->[0]{due_at} eq
    "2023-09-18T17:30:00+07:00"' "a limit is longer"
as lan support 61 --kind hoc-tap --at "2023-09-12 09:00"
is 6 "a transition is narrower"
as lan link 61 1 --kind lien-quan --at "2023-09-12 09:00"
is 6 "a form is taken away"
# support JSON: what the form says to these fields.
support() {
	printf '{"on":"2024-03-01T09:00:00+07:00",%s}\n' "$1" >support.json
	as lan --lang en support --json support.json --dry-run
}
support '"kind":"hoc-tap","kilometres":3,"season":"mua"'
equal "$code" 0 "fields are added"
support '"season":"mua"'
is 2 "one is required now"
says 'kind (Kind)' "by its name"
support '"kind":"hoc-tap","partner":"Đoàn xã"'
is 2 "one is taken away"
support '"kind":"hoc-tap","kilometres":3'
is 2 "a check is added"
says season "which says what is needed"
support '"kind":"hoc-tap","kilometres":-1'
is 2 "a bound holds"
doc intake "" 2024-03-01T08:00 | sed 's/"truc-tiep"/"ban-lang"/' >line.jsonl
batch line.jsonl
ok "a code is added"
doc intake "" 2024-03-01T08:00 | sed 's/"truc-tiep"/"truc-tuyen"/' >line.jsonl
batch line.jsonl
is 2 "a code is taken away"
doc intake "" 2022-12-01T08:00 label=x >line.jsonl
batch line.jsonl
as lan show VV-2022-0001 --format json
json '$_->{rules} eq "tt33-2018"' "what came before it goes by the base"
as lan fsck
ok "the store is whole"
finish
