#!/bin/sh
# Biểu 5 and 7: activities by kind and pupils whom teachers help, against a
# small year counted by hand, and against a second count of random years.
. "$(dirname "$0")/../lib.sh"
new_store
cat >list.csv <<'X'
Mã định danh Bộ GD&ĐT,Họ và tên,Ngày sinh,Giới tính,Lớp
1400200001,Vàng Thị Mai,01/02/2015,Nữ,3A
1400200002,Trần Văn Bình,02/03/2015,Nam,3A
1400200003,Lê Thu Hà,03/04/2015,Nữ,3B
1400200004,Lò Văn Sơn,04/05/2015,Nam,3B
1400200005,Cà Thị Xuân,03/04/2014,Nữ,4A
1400200006,Lò Văn Minh,04/05/2014,Nam,4A
X
as lan student import list.csv --year 2022
as lan student import list.csv --year 2023
ok "six pupils"
cp ctxh.db empty.db

# Classes 3A and 3B heard of it in October, 3A twice more in November: four of
# six pupils.  The club of HK II had 8 over 4 sessions: two for certain.
cat >docs.jsonl <<'X'
{"form":"activity","label":"a","name":"Tuyên truyền","kind":"tuyen-truyen","from":"2023-09-05T00:00:00+07:00","to":"2024-05-31"}
{"form":"activity_done","entry":"@a","on":"2023-10-10T08:00:00+07:00","sessions":1,"students":4,"classes":["3A","3B"]}
{"form":"activity_done","entry":"@a","on":"2023-11-10T08:00:00+07:00","sessions":2,"students":2,"parents":3,"classes":["3A"]}
{"form":"activity","label":"b","name":"Tập huấn","kind":"tap-huan","from":"2023-12-01T00:00:00+07:00","to":"2023-12-31"}
{"form":"activity_done","entry":"@b","on":"2023-12-20T08:00:00+07:00","sessions":1,"staff":12}
{"form":"activity","label":"c","name":"Câu lạc bộ","kind":"cau-lac-bo","from":"2024-02-01T00:00:00+07:00","to":"2024-05-31"}
{"form":"activity_done","entry":"@c","on":"2024-03-10T08:00:00+07:00","sessions":4,"students":8,"repeat":true}
{"form":"mentor","label":"p","student":"1400200001","mentor":"Lê Thị Hoa","category":"nguy-co-bo-hoc","from":"2023-10-10T08:00:00+07:00"}
{"form":"mentor_assess","entry":"@p","assessed_at":"2024-01-10T08:00:00+07:00","term":"hk1","progress":"tien-bo","support":"tot"}
{"form":"mentor_end","entry":"@p","ended_at":"2024-05-15T08:00:00+07:00","end_reason":"hoan-thanh"}
{"form":"mentor","label":"q","student":"1400200002","mentor":"LÊ THỊ HOA","category":"kho-khan","from":"2023-10-10T08:00:00+07:00"}
{"form":"mentor_assess","entry":"@q","assessed_at":"2024-01-10T08:00:00+07:00","term":"hk1","progress":"chua-tien-bo","support":"dat"}
{"form":"mentor_assess","entry":"@q","assessed_at":"2024-05-20T08:00:00+07:00","term":"hk2","progress":"co-chuyen-bien","support":"kha"}
{"form":"mentor","label":"r","student":"1400200001","mentor":"Trần Văn Nam","category":"kho-khan","from":"2024-02-01T08:00:00+07:00"}
{"form":"mentor_assess","entry":"@r","assessed_at":"2024-05-20T08:00:00+07:00","term":"hk2","progress":"chua-tien-bo","support":"dat"}
{"form":"mentor","label":"s","student":"1400200003","mentor":"Trần Văn Nam","category":"kho-khan","from":"2023-02-01T08:00:00+07:00"}
{"form":"mentor_end","entry":"@s","ended_at":"2023-09-04T23:59:59+07:00","end_reason":"hoan-thanh"}
X
as lan record --batch docs.jsonl
ok "activities and pairs"
# cells TABLE ARG...: a line a row
cells() {
	table=$1
	shift
	run --as lan --format json report --table "$table" "$@"
	value 'join "", map { "$_->{id}: @{$_->{cells}}\n" }
	    @{$_->{tables}[0]{rows}}'
}
equal "$(cells prevention --year 2023 --term 1)" \
    "tuyen-truyen: 3 6 3 0 66.7
tap-huan: 1 0 0 12 0
total: 4 6 3 12 66.7" "activities of the first term"
equal "$(cells prevention --year 2023 --term 2)" \
    "cau-lac-bo: 4 8 0 0 33.3
total: 4 8 0 0 33.3" "of the second one"
equal "$(cells prevention --year 2023 --term year)" \
    "tuyen-truyen: 3 6 3 0 66.7
tap-huan: 1 0 0 12 0
cau-lac-bo: 4 8 0 0 33.3
total: 8 14 3 12 66.7" "of the year"
equal "$(cells prevention --year 2023 --term 1 --until 2023-11-09)" \
    "tuyen-truyen: 1 4 0 0 66.7
total: 1 4 0 0 66.7" "what comes later does not exist"
equal "$(cells mentoring --year 2023 --term 1)" "kho-khan: 1 1 0 0
nguy-co-bo-hoc: 1 1 1 0
total: 2 1 1 0" "pairs of the first term"
equal "$(cells mentoring --year 2023 --term 2)" "kho-khan: 2 2 1 0
nguy-co-bo-hoc: 1 1 0 1
total: 2 2 1 1" "of the second one"
equal "$(cells mentoring --year 2023 --term year)" "kho-khan: 2 2 1 0
nguy-co-bo-hoc: 1 1 1 1
total: 2 2 1 1" "of the year"
run --as lan --format json report --year 2023 --term year
json '"@{[map { $_->{id} } @{$_->{tables}}]}" =~
    /^groups cases referrals deadlines prevention (counselling )?mentoring\b/' \
    "the tables stand in their order"
json '!grep { !$_->{ok} } @{$_->{checks}}' "every identity holds"
run --as lan report --year 2023 --term year
has "66,7" "in text a comma stands in the share"
run --as lan --format csv report --year 2023 --term year
has "prevention,total,share,66.7" "in csv a point"
# A school year whose list is not there.
run --as lan --format json report --from 2024-09-05 --to 2024-09-30 \
    --table prevention
json '!defined $_->{tables}[0]{rows}[0]{cells}[4]' \
    "without the list of that year there is no share"

# --- random years, counted a second time --------------------------------------
for seed in 1 2 3; do
	cp empty.db ctxh.db
	perl -e 'srand shift;
	    my @kinds = qw(tuyen-truyen tap-huan duoi-co cau-lac-bo khac);
	    my @needs = qw(kho-khan yeu-kem khung-hoang);
	    my @mentors = (["Lê Thị Hoa", "lê thị hoa"],
		["Trần Văn Nam"], ["Vì Văn Cường", "Vì văn cường"]);
	    sub at { my @t = gmtime(1693872000 + $_[0] * 86400);
		sprintf "%04d-%02d-%02dT08:00:00+07:00", $t[5] + 1900,
		    $t[4] + 1, $t[3] }
	    for my $n (1 .. 12) {
		my $d = int rand 200;
		printf qq({"form":"activity","label":"a%d","name":"x",) .
		    qq("kind":"%s","from":"%s","to":"2024-09-04"}\n), $n,
		    $kinds[rand @kinds], at($d);
		for (1 .. 1 + rand 3) {
			$d += int rand 60;
			my $sessions = 1 + int rand 3;
			my @of = grep { rand() < .5 } "3A", "3B", "4A";
			printf qq({"form":"activity_done","entry":"\@a%d",) .
			    qq("on":"%s","sessions":%d%s%s%s%s}\n), $n, at($d),
			    $sessions, @of ? sprintf(qq(,"students":%d,) .
			    qq("classes":[%s]), 1 + int rand 2 * @of, join ",",
			    map { qq("$_") } @of) : int rand 2 ?
			    qq(,"students":) . (1 + int rand 6) : "",
			    int rand 2 ? qq(,"parents":) . int rand 6 : "",
			    int rand 2 ? qq(,"staff":) . int rand 6 : "",
			    $sessions > 1 && rand() < .5 ? qq(,"repeat":true) :
			    "";
		} }
	    my $n = 0;
	    for my $who (1 .. 6) { for my $need (grep { rand() < .6 } @needs) {
		my $d = int(rand 300) - 100;
		my $open = 1;
		$n++;
		printf qq({"form":"mentor","label":"m%d","student":) .
		    qq("140020000%d","mentor":"%s","category":"%s",) .
		    qq("from":"%s"}\n), $n, $who,
		    $mentors[$n % 3][rand @{$mentors[$n % 3]}], $need, at($d);
		for my $term ("hk1", "hk2") {
			$d += 1 + int rand 80;
			# Not before the term begins.
			next if $term eq "hk2" && $d >= 0 && $d < 136;
			printf qq({"form":"mentor_assess","entry":"\@m%d",) .
			    qq("assessed_at":"%s","term":"%s",) .
			    qq("progress":"%s","support":"kha"}\n), $n, at($d),
			    $term, ("tien-bo", "co-chuyen-bien",
			    "chua-tien-bo")[rand 3] if rand() < .7;
		}
		printf qq({"form":"mentor_end","entry":"\@m%d",) .
		    qq("ended_at":"%s","end_reason":"khac"}\n), $n,
		    at($d + 1 + int rand 50) if rand() < .5;
	    } }' "$seed" >random.jsonl
	as lan record --batch random.jsonl
	ok "random documents $seed"
	for span in "1 2023-09-05 2024-01-18" "2 2024-01-19 2024-05-31" \
	    "year 2023-09-05 2024-09-04" \
	    "year 2023-09-05 2024-09-04 2024-03-09"; do
		# shellcheck disable=SC2086
		set -- $span
		as lan report --year 2023 --term "$1" ${4:+--until "$4"} \
		    --format csv
		equal "$(printf '%s\n' "$out" | tr -d '\r' |
		    grep -E '^(prevention|mentoring),' | sort)" \
		    "$(perl "$TOP/tests/verb/registers.pl" random.jsonl \
		    list.csv "$2" "$3" ${4:+"$4"} | sort)" \
		    "every cell of $span"
	done
done
finish
