#!/bin/sh
# Two regulations: a case goes by the one of the day on which it was taken in,
# and keeps it; counselling sessions and their table; and a kindergarten, for
# which the second one is not.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
new_store
as lan staff add bao --role reporter --name "Đỗ Văn Báo"
pupils

# --- every code has both labels ------------------------------------------------
check "every code and name in a rule set has both labels" perl -MJSON::PP -e '
	my ($bad, $n) = (0, 0);
	sub walk {
		my ($v, $at) = @_;
		if (ref $v eq "HASH") {
			my $whole = defined $v->{code} && !$v->{remove};
			for ($whole || exists $v->{vi} || exists $v->{en} ?
			    qw(vi en) : ()) {
				$n++;
				next if defined $v->{$_} && $v->{$_} =~ /\S/;
				print "$at: no $_\n";
				$bad = 1;
			}
			walk($v->{$_}, "$at.$_") for keys %$v;
		} elsif (ref $v eq "ARRAY") {
			walk($v->[$_], "$at\[$_]") for 0 .. $#$v;
		}
	}
	for my $file (@ARGV) {
		local $/;
		open my $in, "<", $file or die;
		walk(decode_json(<$in>), $file);
	}
	exit($bad || $n < 500)' "$TOP"/lib/rules/*.json
check "every form of a case of tt18 says its source and how sure it is" perl -MJSON::PP -e '
	local $/;
	my @set = map { open my $in, "<", $_ or die; decode_json(<$in>) } @ARGV;
	my %own = map { $_->{id} => $_ } @{$set[1]{forms}};
	for my $form (grep { !$_->{register} } @{$set[0]{forms}}) {
		my $new = $own{$form->{id}};
		my $source = $new->{source} // "";
		next if $source ne "" && $new->{certainty} eq "practice" &&
		    ($source !~ m{TT 33/2018} || $source =~ m{31/10/2025}) &&
		    !$form->{number} == !$new->{number} &&
		    ($new->{number} // "TT 33") =~ /TT 33/;
		print "$form->{id}\n";
		exit 1;
	}' "$TOP/lib/rules/tt33-2018.json" "$TOP/lib/rules/tt18-2025.json"

# --- by the minute -------------------------------------------------------------
# taken TIME RULES NAME: an intake of that moment goes by these rules.
cases=0
taken() {
	doc intake "" "2025-01-01T00:00" | sed "s|2025-01-01T00:00:00+07:00|$1|" \
	    >line.jsonl
	batch line.jsonl
	ok "$3"
	cases=$((cases + 1))
	run --as lan --format json show VV-2025-000$cases
	json "\$_->{rules} eq '$2'" "by $2"
}
taken 2025-10-30T23:59:59+07:00 tt33-2018 "the last second of 30/10/2025"
taken 2025-10-31T00:00:00+07:00 tt18-2025 "the first one of 31/10/2025"
taken 2025-10-30T16:59:59Z tt33-2018 "the same two in another zone"
taken 2025-10-30T17:00:00Z tt18-2025 "of which this is the later"
taken "30/10/2025 23:59" tt33-2018 "as people write it"
taken 31/10/2025 tt18-2025 "without an hour"
as lan show 1
has "Điều 7.1.a" "a case is shown by the names of its own rules"
as lan show 2
hasnt "Điều 7.1.a" "and a later one by those of its own"

# --- what each has -------------------------------------------------------------
head_of() {
	run fsck --format json
	printf '%s\n' "$out" | sed -n 's/.*"head":[^"]*"\([^"]*\)".*/\1/p'
}
doc intake "" 2025-10-30T08:00 extra='"topic":"tam-ly"' >line.jsonl
head=$(head_of)
batch line.jsonl
is 2 "no topic under tt33"
json 'utf8::encode(my $m = $_->{error}{message}); $m =~ /tt33-2018/ &&
    $_->{error}{where}{line} == 1' "which is said"
doc intake "" 2025-10-31T08:00 extra='"topic":"tam-ly"' >line.jsonl
batch line.jsonl
ok "one under tt18"
as lan show 7 --format json
json '$_->{documents}[0]{fields}{topic} eq "tam-ly"' "and it is kept"
basis() { # CASE RULE
	as lan due "$1" --all --format json
	value "join ';', map { utf8::encode(\$_->{basis}); \$_->{basis} }
	    grep { \$_->{rule} eq '$2' } @\$_"
}
for case in 1 2; do
	doc assess-tai-truong VV-2025-000$case 2025-11-03T08:00
	doc plan VV-2025-000$case 2025-11-03T09:00
done >plans.jsonl
batch plans.jsonl
ok "a plan in a case of each"
equal "$(basis 1 approve)" "TT 33/2018/TT-BGDĐT Điều 7.2.b (hết hiệu lực sau ngày 30/10/2025; hạn riêng của nhà trường)" \
    "a case of tt33 keeps its limit, though it begins after TT 33"
equal "$(basis 2 approve)" "Hạn riêng của nhà trường theo TT 33/2018 (hết hiệu\
 lực từ 31/10/2025), Điều 7.2.b" "that of a case of tt18 is the school's own"
as lan due --format json
json 'my %due = map { $_->{case} => $_->{due_at} }
    grep { $_->{rule} eq "approve" } @$_;
    $due{"VV-2025-0001"} eq "2025-11-06T17:30:00+07:00" &&
    $due{"VV-2025-0002"} eq $due{"VV-2025-0001"}' "and as long as before"

# --- corrected over the border --------------------------------------------------
as lan intake 3 --amend --at "02/11/2025 08:00" --format json
ok "an intake is moved behind the border"
json 'grep { $_->{code} eq "rules-kept" } @{$_->{notices}}' \
    "it is said that the case keeps its rules"
as lan show 3 --format json
json '$_->{rules} eq "tt33-2018" && $_->{opened_at} =~ /^2025-11-02/' \
    "and it does"
as lan intake 3 --amend --topic tam-ly
is 2 "so that it has no topic"
as lan intake 4 --amend --at "29/10/2025 08:00" --topic hoc-tap --format json
ok "another one is moved before it"
json 'grep { $_->{code} eq "rules-kept" } @{$_->{notices}}' "which is said"
as lan intake 5 --amend --at "29/10/2025 08:00" --format json
json '!$_->{notices}' "within its own time there is nothing to say"
as lan fsck
ok "the store is whole"

# --- sessions -------------------------------------------------------------------
head=$(head_of)
as lan session 1 --topic tam-ly --at "05/11/2025 08:00"
is 6 "no session in a case of tt33"
says "không kèm số vụ việc" "it goes without the case"
as lan session 4 --topic tam-ly --at "30/10/2025 08:00"
ok "one in a case of tt18"
as lan session --topic tam-ly --at "30/10/2025 23:59"
is 6 "none before the regulation"
says "31/10/2025" "its first day is named"
as lan session --topic tam-li --at "05/11/2025 08:00"
is 2 "no such topic"
as lan session 99 --topic tam-ly --at "05/11/2025 08:00"
is 5 "no such case"
as hieu session --topic tam-ly --at "05/11/2025 08:00"
is 4 "sessions are the focal's"
as lan session --topic tam-ly --at "05/11/2025 08:00" --note "Em kể chuyện"
ok "one without a case"
as lan session 4 --amend --topic hoc-tap --at "01/11/2025 08:00"
ok "the first one is corrected"
as lan show 4 --format json
json '$_->{documents}[-1]{form} eq "session" &&
    $_->{documents}[-1]{fields}{topic} eq "hoc-tap" &&
    $_->{documents}[-2]{superseded} && $_->{state} eq "tiep-nhan"' \
    "and the case stands as it stood"

# --- Biểu 6 ---------------------------------------------------------------------
# session CASE TIME TOPIC MODE SIZE; "-" for nothing.
session() {
	[ "$1" = - ] && set -- "" "$2" "$3" "$4" "$5"
	printf '{"form":"session"%s,"on":"%s:00+07:00"%s%s%s}\n' \
	    "${1:+,\"case\":\"$1\"}" "$2" \
	    "$([ "$3" = - ] || echo ",\"topic\":\"$3\"")" \
	    "$([ "$4" = - ] || echo ",\"mode\":\"$4\"")" \
	    "$([ "$5" = - ] || echo ",\"size\":\"$5\"")"
}
{
	doc intake "" 2025-10-20T08:00 label=old
	doc intake "" 2026-01-03T08:00 label=a \
	    extra='"students":[{"student":"1400100001","role":"nguoi-bi-hai"},{"student":"1400100002","role":"nguoi-gay-hai"}]' |
	    sed 's/"students":\[{"origin":"khong-ro"}\],//'
	doc intake "" 2026-01-04T08:00 label=b
	doc intake "" 2026-01-04T09:00 label=c
	session - 2025-12-31T23:59 tam-ly truc-tiep nhom
	session - 2026-01-01T00:00 ky-nang-song truc-tiep nhom
	session @a 2026-01-05T08:00 tam-ly truc-tiep ca-nhan
	session @a 2026-01-12T08:00 tam-ly truc-tuyen ca-nhan
	session @b 2026-01-12T09:00 hoc-tap truc-tiep nhom
	session - 2026-01-20T08:00 - truc-tiep ca-nhan
	session - 2026-01-20T08:00 chinh-sach - -
	session @c 2026-01-21T08:00 huong-nghiep truc-tiep ca-nhan
	session - 2026-01-31T23:59 tam-ly truc-tiep nhom
	session - 2026-02-01T00:00 tam-ly truc-tiep nhom
	doc link @c 2026-02-02T08:00 with=@b | sed 's/lien-quan/trung-lap/'
} >sessions.jsonl
batch sessions.jsonl
ok "a month of sessions"
JANUARY="--from 01/01/2026 --to 31/01/2026"
# shellcheck disable=SC2086
as lan report $JANUARY --table counselling --format csv
equal "$(printf '%s\n' "$out" | tr -d '\r')" \
"Biểu 6. Nội dung tư vấn,Trực tiếp,Trực tuyến,Cá nhân,Nhóm
Học tập,1,0,0,1
Tâm lý,2,1,2,1
Kỹ năng sống,1,0,0,1
\"Hướng nghiệp, việc làm, khởi nghiệp\",1,0,1,0
\"Chính sách, pháp luật\",0,0,0,0
Không ghi,1,0,1,0
Tổng số,6,1,4,3" "counted by hand, both ends of the period included"
# shellcheck disable=SC2086
as bao report $JANUARY --table counselling --format json
json 'my ($t) = @{$_->{tables}}; @{$_->{tables}} == 1 &&
    "@{$t->{rows}[-1]{cells}}" eq "6 1 4 3" &&
    join(" ", map { substr $_->{id}, 0, 3 } @{$t->{rows}}) eq
    "hoc tam ky- huo chi non tot"' "a reporter counts the same"
# shellcheck disable=SC2086
as lan report $JANUARY --format json
json 'my ($c) = grep { $_->{id} eq "counselling" } @{$_->{checks}};
    !$c->{ok} && $c->{detail} =~ /, 8 .*: 1 .* "H.nh th.c", 1 .* "C. nh.n hay nh.m"/' \
    "a check says how many are in no column"
as lan report --from 06/01/2026 --to 12/01/2026 --format json
json 'my ($c) = grep { $_->{id} eq "counselling" } @{$_->{checks}};
    $c->{ok} && $c->{detail} =~ /, 2 .*: l.n n.o c.ng c./' \
    "and that none is missing"
as lan report --from 01/01/2026 --to 28/02/2026 --table counselling \
    --format json
json '!grep { $_->{id} eq "huong-nghiep" } @{$_->{tables}[0]{rows}}' \
    "a case that is another one's double leaves the table"
counted() { # FROM TO [UNTIL]: by a second implementation
	perl "$TOP/tests/verb/declared.pl" "$TOP/lib/rules/tt18-2025.json" \
	    sessions.jsonl "$@"
}
for span in "2026-01-01 2026-01-31" "2025-12-31 2026-01-12" \
    "2026-01-01 2026-02-28" "2026-01-01 2026-02-28 2026-02-01" \
    "2026-01-06 2026-01-06"; do
	# shellcheck disable=SC2086
	set -- $span
	as lan report --from "$1" --to "$2" ${3:+--until "$3"} --format csv
	equal "$(printf '%s\n' "$out" | tr -d '\r' | grep ^counselling |
	    LC_ALL=C sort)" "$(counted "$@" | LC_ALL=C sort)" \
	    "every cell of $span"
done
as lan report --year 2025 --term 1 --format json
json '$_->{rules} eq "tt18-2025, tt33-2018" &&
    $_->{tables}[3]{id} eq "counselling" &&
    "counselling" eq join " ", map { $_->{id} } grep { !$_->{ok} }
    @{$_->{checks}}' "a term with cases of both"
as lan report --year 2025 --term 1 --until 30/10/2025 --format json
json '$_->{rules} =~ /^tt33-2018/ && @{$_->{tables}} == 3' \
    "closed on 30/10 it has no such table"
as lan report --year 2025 --term 1 --until 30/10/2025 --table counselling
is 2 "nor can it be asked for"
says "cases, referrals, deadlines" "the ones that there are"
as lan report --year 2025 --term 1 --until 31/10/2025 --format json
json '$_->{tables}[3]{id} eq "counselling" &&
    "@{$_->{tables}[3]{rows}[-1]{cells}}" eq "0 0 0 0"' \
    "on 31/10 it has, though nothing was held yet"

# --- a kindergarten -----------------------------------------------------------------
# init_school LEVEL...
init_school() {
	rm -rf "$T/other"
	mkdir "$T/other"
	cd "$T/other" || exit 1
	run --format json init --school "Trường Hoa Sen" --code 1402 \
	    --user lan --sheet sheet "$@"
	ok "a school: $*"
}
init_school --level mam-non
json '$_->{notices}[0]{code} eq "rules-scope"' "it is told at once"
rm -rf ctxh.db sheet
run init --school "Trường Hoa Sen" --code 1402 --user lan --sheet sheet \
    --level mam-non
has "Thông tư 18/2025/TT-BGDĐT không áp dụng" "in words"
doc intake "" 2025-10-30T08:00 >line.jsonl
batch line.jsonl
json '!$_->{notices}' "under TT 33 there is nothing to say"
doc intake "" 2025-11-03T08:00 >line.jsonl
batch line.jsonl
json '$_->{notices}[0]{code} eq "rules-scope"' "afterwards there is, in a batch"
fields <line.jsonl >line.json
as lan intake --json line.json
has "Thông tư 33/2018/TT-BGDĐT hết hiệu lực sau ngày 30/10/2025" \
    "and with a form"
as lan show 3 --format json
json '$_->{rules} eq "tt33-2018"' "the case goes by TT 33"
{
	doc intake "" 2025-10-30T16:00 category=bao-luc
	doc intake "" 2025-10-31T08:00 category=bao-luc
} >line.jsonl
batch line.jsonl
ok "a case on the last day of TT 33, and one on the day after"
as lan --format json due --at "2025-10-31 09:00"
json 'my @b = map { $_->{basis} } sort { $a->{case} cmp $b->{case} }
    grep { $_->{rule} eq "refer" } @$_;
    $b[0] eq "TT 33/2018/TT-BGD\x{110}T \x{110}i\x{1ec1}u 7.3" && $b[1] =~
    m{^TT 33/2018.* 7\.3 \(.*30/10/2025; .*\)$}' \
    "a limit that began afterwards says that its basis has ended"
as lan show VV-2025-0005 --format json
json '1 == grep { $_->{basis} =~ m{7\.3 \(.*30/10/2025} }
    @{$_->{deadlines}}' "wherever it is shown"
as lan show VV-2025-0005 --format json
json '!grep { $_->{rule} ne "refer" && $_->{basis} =~ m{30/10/2025} }
    @{$_->{deadlines}}' "but not of one by a regulation that has not"
as lan rules list --format json
json '"tt33-2018" eq join " ", map { $_->{id} } grep { $_->{kept} } @$_' \
    "the set is listed as one that is kept"
as lan rules list
has "dù đã hết hiệu lực" "in words"
as lan rules show
has "từ đó trường vẫn áp dụng" "and so it is shown"
as lan session --topic tam-ly --at "05/11/2025 08:00"
is 6 "no sessions"
says "không áp dụng cho cấp học của trường" "and why"
says support "what to do"
as lan session 3 --topic tam-ly --at "05/11/2025 08:00"
is 6 "nor in a case"
session - 2025-11-05T08:00 tam-ly - - >line.jsonl
batch line.jsonl
is 6 "nor from a file"
as lan report --year 2025 --term 1 --format json
json '$_->{rules} eq "tt33-2018" && @{$_->{tables}} == 3' "and no table of them"
init_school --level mam-non --level tieu-hoc
json '!$_->{notices}' "which is not for a kindergarten only"
as lan session --topic tam-ly --at "05/11/2025 08:00"
ok "has sessions"

# --- a session without a case, mended ----------------------------------------------
as lan support --amend --kind hoc-tap
is 5 "nothing to mend"
says "không kèm vụ việc" "which is said"
as lan session --topic chinh-sach --mode truc-tuyen --at "06/11/2025 08:00"
ok "another session"
as lan --format json session --topic chinh-sach --dry-run \
    --at "$(date -d "+9 days" +%Y-%m-%d) 08:00"
json '$_->{notices}[0]{code} eq "future"' "one that is yet to come is asked about"
as lan --format json support --kind hoc-tap --dry-run
json '!$_->{notices}' "not one of now"
as lan session --amend --topic hoc-tap
ok "the one recorded last is mended"
as lan report --year 2025 --term 1 --format json
json 'my ($t) = grep { $_->{id} eq "counselling" } @{$_->{tables}};
    join(";", map { "$_->{id} @{$_->{cells}}" } @{$t->{rows}}) eq
    "hoc-tap 0 1 0 0;tam-ly 0 0 0 0;total 0 1 0 0"' \
    "and counts once, with what it keeps; one without a mode has its row"
as lan session --amend --edit
is 2 "not in the editor"
as lan config set school.levels mam-non
ok "the school keeps its kindergarten only"
as lan report --year 2025 --term 1 --format json
json 'my ($t) = grep { $_->{id} eq "counselling" } @{$_->{tables}};
    "@{$t->{rows}[-1]{cells}}" eq "0 1 0 0" &&
    $_->{rules} eq "tt33-2018, tt18-2025"' "what it did before stays"
as lan report --from 07/11/2025 --to 30/11/2025 --format json
json '@{$_->{tables}} == 3' "where nothing was done there is no such table"
as lan fsck
ok "the store is whole"
finish
