/* Which columns lists of absences, conduct and results have. */
#include "prevent/screen_list.h"

#define DAY(n, text) [SCREEN_DAY_1 - FIELD_OWN + (n) - 1] = \
	{ "day" #n, #n, text, NULL }

static const struct field_def fields[] = {
	[SCREEN_DATE - FIELD_OWN] = { "date", "Ngày nghỉ",
	    "ngaynghi|ngayvang|ngay|ngaynghihoc|ngayvangmat|ngayvanghoc|"
	    "thoigiannghi|ngaythangnghi|ngaythang|ngaythangnam", NULL },
	[SCREEN_FROM - FIELD_OWN] = { "from", "Từ ngày",
	    "tungay|nghitungay|batdaunghi|ngaybatdau|ngaybatdaunghi", NULL },
	[SCREEN_TO - FIELD_OWN] = { "to", "Đến ngày",
	    "denngay|denhetngay|nghidenngay|ngayketthuc", NULL },
	[SCREEN_LEAVE - FIELD_OWN] = { "leave", "Phép",
	    "phep|loainghi|hinhthuc|hinhthucnghi|loaivang|cokhongphep|"
	    "cophepkhongphep|nghicophepkhongphep|loai|pk|xinphep", NULL },
	[SCREEN_WITH - FIELD_OWN] = { "with_leave", "Có phép",
	    "cophep|nghicophep|vangcophep|p|cp|vangp|nghip|nghiphep", NULL },
	[SCREEN_WITHOUT - FIELD_OWN] = { "without_leave", "Không phép",
	    "khongphep|nghikhongphep|vangkhongphep|k|kp|vangk|nghik|vangkp|"
	    "nghikp", NULL },
	[SCREEN_SESSION - FIELD_OWN] = { "session", "Buổi",
	    "buoi|buoinghi|buoihoc|buoivang|canghi", NULL },
	[SCREEN_MONTH - FIELD_OWN] = { "month", "Tháng", "thang", NULL },
	[SCREEN_TERM - FIELD_OWN] = { "term", "Học kỳ",
	    "hocky|hocki|ky|ki", NULL },
	[SCREEN_YEAR - FIELD_OWN] = { "year", "Năm học", "namhoc", NULL },
	[SCREEN_CONDUCT - FIELD_OWN] = { "conduct", "Hạnh kiểm",
	    "hanhkiem|hk|renluyen|ketquarenluyen|kqrenluyen|kqrl|rl|"
	    "xeploaihanhkiem|xeploairenluyen|xlhk|hanhkiemrenluyen|"
	    "danhgiahanhkiem|danhgiarenluyen|phamchat|mucdorenluyen", NULL },
	[SCREEN_RESULT - FIELD_OWN] = { "result", "Học lực",
	    "hocluc|hl|ketquahoctap|kqhoctap|kqht|hoctap|xeploaihocluc|"
	    "xeploaihoctap|xlhl|xeploai|danhgiaketquagiaoduc|"
	    "ketquagiaoduc|danhgiakqgd|kqgd|danhgiahoctap|mucdathoctap",
	    NULL },
	DAY(1, "1|01|ngay1|ngay01"), DAY(2, "2|02|ngay2|ngay02"),
	DAY(3, "3|03|ngay3|ngay03"), DAY(4, "4|04|ngay4|ngay04"),
	DAY(5, "5|05|ngay5|ngay05"), DAY(6, "6|06|ngay6|ngay06"),
	DAY(7, "7|07|ngay7|ngay07"), DAY(8, "8|08|ngay8|ngay08"),
	DAY(9, "9|09|ngay9|ngay09"), DAY(10, "10|ngay10"),
	DAY(11, "11|ngay11"), DAY(12, "12|ngay12"), DAY(13, "13|ngay13"),
	DAY(14, "14|ngay14"), DAY(15, "15|ngay15"), DAY(16, "16|ngay16"),
	DAY(17, "17|ngay17"), DAY(18, "18|ngay18"), DAY(19, "19|ngay19"),
	DAY(20, "20|ngay20"), DAY(21, "21|ngay21"), DAY(22, "22|ngay22"),
	DAY(23, "23|ngay23"), DAY(24, "24|ngay24"), DAY(25, "25|ngay25"),
	DAY(26, "26|ngay26"), DAY(27, "27|ngay27"), DAY(28, "28|ngay28"),
	DAY(29, "29|ngay29"), DAY(30, "30|ngay30"), DAY(31, "31|ngay31"),
};

static int
has(const struct reader *r, int f)
{
	return r->columns.of[f] >= 0;
}

/* What the list tells of is decided by who asked for it; here is said what it
 * lacks. */
static void
check(struct reader *r)
{
	list_key(r);
	if (r->columns.key == CODE_NAME && !has(r, FIELD_BORN))
		header_error(r, 0, T(r->h, "the list has no column \"%s\""),
		    student_fields[FIELD_BORN].label);
	if (r->columns.key == CODE_NAME && !has(r, FIELD_NAME) &&
	    !has(r, FIELD_GIVEN))
		header_error(r, 0, T(r->h, "the list has no column \"%s\""),
		    student_fields[FIELD_NAME].label);
}

/* An id has a digit and no blank; a text below the list has not both. */
static int
is_id(const struct csv_field *c)
{
	size_t	i;
	int	digit = 0;

	for (i = 0; i < c->len; i++) {
		if (c->s[i] == ' ')
			return 0;
		digit |= c->s[i] >= '0' && c->s[i] <= '9';
	}
	return digit && c->len <= 40;
}

static int
is_row(struct reader *r)
{
	static const enum field of[] = { FIELD_MOET, FIELD_SCHOOL,
	    FIELD_PERSONAL, FIELD_BORN };
	struct csv_field c;
	size_t		 i;

	for (i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
		c = row_cell(r, of[i]);
		if (is_id(&c))
			return 1;
	}
	return 0;
}

const struct list_kind screen_list_kind = {
	.memory = "screen.column.",
	.own = fields,
	.nown = sizeof(fields) / sizeof(fields[0]),
	/* Totals, and what is said of an absence. */
	.passed = "|tong|tongso|tongcong|cong|tongsobuoi|tongsobuoinghi|"
	    "sobuoinghi|tongvang|ghichu|lydo|lydonghi|nguyennhan|sophep|"
	    "tongp|tongk|tongcophep|tongkhongphep|tongphep|thu|tiet|sotiet|"
	    "nguoixacnhan|nguoixinphep|phuhuynh|danhhieu|khenthuong|tbcm|"
	    "diemtb|diemtrungbinh|dtb|diemtbcm|xeploaichung|lenlop|kq|ketqua|",
	.check = check,
	.is_row = is_row,
	.least = 2,
	.has_days = 1,
	.any_id = 1,
};
