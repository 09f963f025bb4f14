#!/bin/sh
# What was given, what it was used for, and what may not be levied.
. "$(dirname "$0")/../lib.sh"
new_store
as lan student import "$DATA/lists/01-tieu-hoc-utf8.csv" --year 2023
ok "a list"
run --as lan student list --names --year 2023 --format csv
A=$(printf '%s\n' "$out" | sed -n 2p | cut -d, -f2)
name=$(printf '%s\n' "$out" | sed -n 2p | cut -d, -f3)
GIVEN="resource add --partner-kind to-chuc --received-on 20/10/2023"
as lan $GIVEN --partner "Hội Khuyến học Chiềng Mai" --kind tien \
    --value 5000000 --what "Quỹ học bổng"
ok "money"
as lan $GIVEN --partner "Công ty Hoa Ban" --kind hien-vat --value 2000000 \
    --what "40 suất quà"
ok "things"
as lan $GIVEN --partner "Cô Én" --kind thoi-gian --hours 12
ok "time"

# A contribution that each has to make is none.
as lan $GIVEN --partner "Phụ huynh" --kind tien --value 1 --levied
is 6 "one that says so"
says "824/KHLT-PGDĐT" "is refused with the rule"
for what in "Thu 50.000 đồng/học sinh" "mỗi em 100 nghìn" \
    "đóng góp bình quân" "Tính theo đầu người" "50.000đ/học sinh" \
    "thu 50k/HS" "mỗi hs 50.000" "200.000 đ/1 em" "50 nghìn một cháu" \
    "100000 VNĐ / phụ huynh" "mỗi gia đình 100.000"; do
	as lan $GIVEN --partner "Phụ huynh" --kind tien --what "$what"
	is 6 "\"$what\" is refused"
	says "824/KHLT-PGDĐT" "with the rule"
done
as lan $GIVEN --partner "Phụ huynh" --kind tien --value 300000 \
    --what "mỗi em một cuốn vở, phụ huynh tự nguyện" --levied=false
ok "what is given freely may say so"
for what in "Quỹ cộng đồng em nhỏ vùng cao" "Áo đồng phục cho 40 em" \
    "20 triệu cho 40 em" "Phòng đọc, 2 kệ sách"; do
	as lan $GIVEN --partner "Công ty Lúa Mới" --kind tien --value 1 \
	    --what "$what" --dry-run
	ok "\"$what\" is not taken for one"
done
as lan $GIVEN --partner X --kind tien --value -1
is 2 "a negative value"

# Help to one person is sealed.
as lan resource use NL-1 --for nguoi-hoc --kind tien --value 500000
is 2 "whose help it was must be said"
as lan resource use NL-1 --for nguoi-hoc --student "$A" --kind tien \
    --value 500000 --used-on 25/10/2023 --note "viện phí của mẹ"
ok "help to a pupil"
as lan resource use NL-1 --for giao-vien --person "Thầy Páo" --kind tien \
    --value 1500000 --used-on 26/10/2023
ok "to a teacher"
as lan resource use NL-1 --for chung --student "$A" --kind tien --value 1
is 6 "a pupil in what was for all"
as lan resource use NL-1 --for chung --kind tien --value 3000001 \
    --used-on 27/10/2023
is 6 "more than there is"
says 5000001 "how much it would be"
as lan resource use NL-1 --for chung --kind tien --value 3000000 \
    --used-on 27/10/2023
ok "all of it"
as lan resource use NL-1 --amend --value 3000001
is 6 "not by a correction either"
as lan resource add NL-1 --amend --value 4999999
is 6 "nor can less have been given"
says 5000000 "than was used"
as lan resource use NL-1 --for chung --kind tien --value 1 --used-on 1/1/2023
is 6 "not before it was given"
run --as lan --format json resource list --year 2023
json '@$_ == 4 && $_->[0]{used_value} == 5000000 && $_->[0]{value} == 5000000 &&
    !exists $_->[0]{partner}' "the list"
for format in text csv json; do
	for what in "resource list --year 2023" "resource show NL-1" \
	    "resource summary --year 2023"; do
		run --as lan --format $format $what
		equal "$code" 0 "$what in $format"
		for word in "$A" "$name" "Khuyến học" "Páo" "viện phí" "Én" \
		    "học bổng" "suất quà"; do
			hasnt "$word" "says nothing of $word"
		done
	done
done
run --as lan --format json resource summary --year 2023
json '$_->[0]{kind} eq "tien" && $_->[0]{gifts} == 2 &&
    $_->[0]{value} == 5300000 && $_->[0]{pupils} == 1 &&
    $_->[0]{pupils_value} == 500000 && $_->[0]{teachers_value} == 1500000 &&
    $_->[0]{common_value} == 3000000' "the sums of money"
json '$_->[-1]{kind} eq "total" && $_->[-1]{gifts} == 4 &&
    $_->[-1]{value} == 7300000 && $_->[-1]{hours} == 12' "and of all"
run --as lan --format json resource summary --year 2022
json '$_->[-1]{gifts} == 0' "of a year in which nothing was given"
as lan resource show NL-1 --names
has "Khuyến học" "with names"
has "viện phí" "all is there"

# Lists go in and out.
run --as lan --format csv resource list --names --year 2023
printf '%s\n' "$out" >all.csv
run --as lan --format json resource import all.csv
json '$_->{read} == 4 && $_->{unchanged} == 4 && !defined $_->{op}' \
    "what was written is read as known"
cat >gifts.csv <<END
PHÒNG GD&ĐT,,,
DANH SÁCH TÀI TRỢ,,,
TT;Đơn vị, người tài trợ;Loại đối tác;Hình thức;Nội dung;Trị giá (đồng);Ngày nhận
1;Trạm y tế;Cơ quan nhà nước;Hiện vật;thuốc;1.250.000;02/11/2023
2;Ông Sùng;Cá nhân hảo tâm;Tiền;;500000;03/11/2023
END
run --as lan --format json resource import gifts.csv --dry-run
json '$_->{created} == 2 && !defined $_->{op}' "a trial of a list"
as lan resource import gifts.csv
ok "a list"
run --as lan --format json resource list --year 2023
json '@$_ == 6 && $_->[4]{value} == 1250000 && $_->[4]{kind} eq "hien-vat" &&
    $_->[5]{partner_kind} eq "ca-nhan"' "labels and numbers are understood"
cat >alike.csv <<END
Đơn vị, người tài trợ;Loại đối tác;Hình thức;Nội dung;Trị giá (đồng);Ngày nhận
Bà Mẩy;Cá nhân hảo tâm;Tiền;;500000;05/11/2023
Ông Dính;Cá nhân hảo tâm;Tiền;;500000;05/11/2023
Ông Dính;Cá nhân hảo tâm;Tiền;sách;500000;05/11/2023
END
run --as lan --format json resource import alike.csv
json '$_->{created} == 3' "gifts of the same sum and day from two are two"
run --as lan --format json resource import alike.csv
json '$_->{unchanged} == 3' "and known again"
as lan undo
cat >years.csv <<END
Đơn vị, người tài trợ;Loại đối tác;Hình thức;Trị giá (đồng);Ngày nhận
A;Cá nhân hảo tâm;Tiền;5;02/11/2023
B;Cá nhân hảo tâm;Tiền;6;02/11/2019
END
as lan resource import years.csv --year 2023
is 1 "a gift of another year than the list's"
says "years.csv:3:5: " "has its place"
says "02/11/2019" "and its day"
cat >bad.csv <<END
Đơn vị, người tài trợ;Loại đối tác;Hình thức;Trị giá (đồng);Ngày nhận
A;Tiền;Tiền;5;02/11/2023
B;Cá nhân hảo tâm;Tiền;-5;02/11/2023
C;Cá nhân hảo tâm;Tiền;5;31/11/2023
D;Cá nhân hảo tâm;Tiền;5;
END
run --as lan --format json resource import bad.csv
json '$_->{errors_total} == 4 && $_->{created} == 0 &&
    join(" ", map { $_->{line} . ":" . $_->{column} } @{$_->{errors}}) eq
    "2:2 3:4 4:5 5:5"' "errors with their places"
is 1 "and nothing is taken in"
run --as lan --format json resource import gifts.csv --keep-going
json '$_->{unchanged} == 2' "nor twice"
cat >unknown.csv <<END
Đơn vị, người tài trợ;Loại đối tác;Hình thưc;Trị gía;Ngày nhận;Màu
A;Cá nhân hảo tâm;Tiền;5;02/11/2023;đỏ
END
as lan resource import unknown.csv
is 1 "a column that is not known"
says "Màu" "is named"
as lan resource import unknown.csv --ignore Màu
ok "or passed over"
as lan fsck
ok "the store is sound"
finish
