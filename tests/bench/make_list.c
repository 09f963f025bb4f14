/*
 * Writes a student list of any length to standard output, the same one each
 * time: make_list ROWS [FIRST].  Pupils are numbered on from FIRST.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t seed = 1;

/* An own generator, so that the list is the same on every machine. */
static unsigned
pick(unsigned n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(seed >> 33) % n;
}

#define OF(list) (list)[pick((unsigned)(sizeof(list) / sizeof(*(list))))]

static const char *const families[] = {
	"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Lò", "Quàng", "Cà", "Vừ",
	"Giàng", "Sùng", "Mùa", "Hạng", "Tòng", "Đặng", "Bùi", "Đỗ", "Hồ",
};
static const char *const middles[] = {
	"Văn", "Thị", "Minh", "Đức", "Gia", "Thanh", "Ngọc", "Quỳnh", "A",
};
static const char *const givens[] = {
	"An", "Anh", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hải", "Hương",
	"Khang", "Linh", "Long", "Mai", "Nam", "Nga", "Nghĩa", "Nhi", "Phúc",
	"Quân", "Sơn", "Thảo", "Thuỷ", "Trang", "Tú", "Uyên", "Vinh", "Yến",
};
static const char *const groups[] = {
	"Kinh", "Kinh", "Kinh", "Thái", "Mông", "Mường", "Dao", "Tày",
	"Khơ-mú", "Xinh-mun",
};
static const char *const places[] = {
	"Hát Lót", "Chiềng Mung", "Mường Bú", "Hàm Liêm", "Cẩm Hoàng",
};

/* One pick a statement: the order of evaluation within one is open. */
static void
put(const char *before, const char *text)
{
	fputs(before, stdout);
	fputs(text, stdout);
}

static void
person(const char *before, const char *middle)
{
	put(before, OF(families));
	put(" ", middle);
	put(" ", OF(givens));
}

static void
row(unsigned long i)
{
	unsigned	 year = 2013 + pick(5), month = 1 + pick(12);
	unsigned	 day = 1 + pick(28), girl = pick(2);

	printf("%lu,14%010lu,%03u%u%02u%06lu", i, i,
	    (unsigned)(i / 1000000) % 90 + 1, 2 + girl, year % 100,
	    i % 1000000);
	person(",", OF(middles));
	printf(",%02u/%02u/%u,%s,%u%c", day, month, year, girl ? "Nữ" : "Nam",
	    2018 - year, "ABC"[pick(3)]);
	put(",", OF(groups));
	put(",", pick(10) == 0 ? "x" : "");
	put(",", pick(10) == 0 ? "x" : "");
	put(",", pick(50) == 0 ? "x" : "");
	put(",\"Bản ", OF(givens));
	put(", xã ", OF(places));
	person("\",", "Văn");
	person(",", "Thị");
	printf(",09%08u\n", pick(100000000));
}

int
main(int argc, char **argv)
{
	unsigned long i, n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
	unsigned long first = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;

	puts("STT,Mã định danh Bộ GD&ĐT,Số ĐDCN,Họ và tên,Ngày sinh,"
	    "Giới tính,Lớp,Dân tộc,Hộ nghèo,Cận nghèo,Khuyết tật,"
	    "Chỗ ở hiện tại,Họ tên cha,Họ tên mẹ,SĐT");
	for (i = 0; i < n; i++)
		row(first + i);
	return 0;
}
