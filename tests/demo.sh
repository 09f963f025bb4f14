#!/bin/sh
# make demo: a school's year in a temporary folder: a store, its pupils, a year
# of documents, what is due, one case, the report of a term.
#
#	sh tests/demo.sh BUILD
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
ctxh=$(cd "$1" && pwd)/ctxh
data=$top/tests/data
folder=$(mktemp -d "${TMPDIR:-/tmp}/ctxh-demo.XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' HUP INT TERM
# Nothing outside the folder is read or written.
HOME=$folder XDG_DATA_HOME=$folder/khoa
export HOME XDG_DATA_HOME
unset CTXH_STORE CTXH_USER CTXH_LANG 2>/dev/null || :
cp "$data/lists/01-tieu-hoc-utf8.csv" "$folder/danh-sach.csv"
cp "$data/year/2023-2024.jsonl" "$folder/nam-hoc.jsonl"
cd "$folder"
bold='' plain=''
if [ -t 1 ]; then
	bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi

say() {
	printf '\n%s\n' "$*"
}
# Shows a command as it would be typed, and runs it.
run() {
	shown='$ ctxh'
	for word in "$@"; do
		case $word in
		*[!A-Za-z0-9@/.:_=-]*|'') shown="$shown \"$word\"" ;;
		*) shown="$shown $word" ;;
		esac
	done
	printf '\n%s%s%s\n' "$bold" "$shown" "$plain"
	code=0
	"$ctxh" --no-pager "$@" || code=$?
	if [ "$code" -ne 0 ]; then
		echo "demo: lệnh trên kết thúc với mã $code" >&2
		exit 1
	fi
}

say "1. Tạo kho dữ liệu của một trường tiểu học; chị Lan là đầu mối công tác
   xã hội. Mọi thứ nằm trong một thư mục tạm và bị xóa khi kết thúc."
run init --school "Trường Tiểu học Chiềng Mung" --code 1401 \
    --level tieu-hoc --province "Sơn La" --year 2023-2024 \
    --user lan --name "Nguyễn Thị Lan" --sheet phieu-khoi-phuc.txt
say "2. Hiệu trưởng có khóa riêng để phê duyệt."
run staff add hieu --role principal --name "Trần Văn Hiếu"
say "3. Nhập danh sách 612 học sinh đúng như phần mềm nhà trường xuất ra."
CTXH_USER=lan
export CTXH_USER
run student import danh-sach.csv --year 2023-2024
say "4. Tìm học sinh không cần gõ dấu; họ tên chỉ hiện khi xin xem (--names),
   và lần xem ấy để lại một dòng trong nhật ký."
run student find "pham gia thuy" --names
say "5. Ghi văn bản của cả năm học: tiếp nhận, đánh giá, kế hoạch, phê duyệt,
   chuyển gửi, rà soát."
run record --batch nam-hoc.jsonl
say "6. Sáng 10/01/2024, việc gì đến hạn? Việc gấp nhất đứng trước."
run due --at "10/01/2024 08:00"
say "7. Thời hạn 12 giờ làm việc được tính thế nào: giờ nào tính, ngày nào nghỉ."
run due VV-2023-0027 --explain --at "10/01/2024 08:00"
say "8. Một vụ việc, không có họ tên."
run show VV-2023-0027
say "9. Báo cáo sơ kết học kỳ I: các biểu, kiểm tra số liệu, đầu chuỗi thao tác."
run report --year 2023-2024 --term 1
say "10. Không ai sửa được những gì đã ghi mà không lộ ra."
run fsck
say "Trong tệp kho dữ liệu không đọc được gì về học sinh:"
# shellcheck disable=SC2016
printf '\n%s%s%s\n' "$bold" '$ grep -c "Phạm Gia Thuỷ" danh-sach.csv ctxh.db' \
    "$plain"
grep -c "Phạm Gia Thuỷ" danh-sach.csv ctxh.db || :
if grep -q "Phạm Gia Thuỷ" ctxh.db; then
	echo "demo: họ tên nằm trong kho dữ liệu" >&2
	exit 1
fi

cat <<END

Xong. Thư mục tạm sẽ bị xóa. Đi tiếp:
  ./ctxh help              các lệnh; ./ctxh help intake: một lệnh
  mandoc -a man/ctxh.1     sách hướng dẫn, có phiên làm việc đầu tiên
  README.md                bắt đầu với trường của bạn
  make check               toàn bộ các phép thử
END
