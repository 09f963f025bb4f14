/* What columns of a list may be, and by which headers they are known. */
#include <string.h>

#include "people/import.h"
#include "text/fold.h"

#define KEY_MAX 64		/* of what edit distances are taken */

const struct field_def import_fields[FIELD_COUNT] = {
	[FIELD_NONE] = { "stt", "STT", "stt|tt|sothutu|so|sott|lydo", NULL },
	[FIELD_MOET] = { "moet", "Mã định danh Bộ GD&ĐT",
	    "madinhdanhbogddt|madinhdanh|madinhdanhbo|madinhdanhmoet|"
	    "madinhdanhhocsinh|madinhdanhbogiaoducvadaotao", NULL },
	[FIELD_SCHOOL] = { "ma-hs", "Mã học sinh", "mahocsinh|mahs", NULL },
	[FIELD_PERSONAL] = { "ddcn", "Số ĐDCN",
	    "soddcn|sodinhdanhcanhan|madinhdanhcanhan|socccd|dinhdanh|cccd|"
	    "sodinhdanh|ddcn|socancuoccongdan|socmndcccd", NULL },
	[FIELD_NAME] = { "name", "Họ và tên",
	    "hovaten|hoten|tenhocsinh|hovatenhocsinh|hotenhocsinh", NULL },
	[FIELD_SURNAME] = { "surname", "Họ đệm",
	    "hodem|hovatendem|hotendem|ho|hovadem|holot|hovachulot|"
	    "hochulot|hovatenlot", NULL },
	[FIELD_GIVEN] = { "given", "Tên", "ten", NULL },
	[FIELD_BORN] = { "born", "Ngày sinh",
	    "ngaysinh|ngaythangnamsinh|namsinhngaysinh", NULL },
	[FIELD_SEX] = { "sex", "Giới tính", "gioitinh|phai|namnu", NULL },
	[FIELD_FEMALE] = { "female", "Nữ", "nu", NULL },
	[FIELD_MALE] = { "male", "Nam", "nam", NULL },
	[FIELD_CLASS] = { "class", "Lớp",
	    "lop|malop|tenlop|tenlophoc|lophoc", NULL },
	[FIELD_GRADE] = { "grade", "Khối",
	    "khoi|khoihoc|khoilop|khoihocnhomtuoi|nhomtuoi", NULL },
	[FIELD_ETHNIC] = { "ethnic", "Dân tộc", "dantoc", NULL },
	[FIELD_STATUS] = { "status", "Trạng thái",
	    "trangthai|trangthaihs|trangthaihocsinh", NULL },
	[FIELD_POOR] = { "ho-ngheo", "Hộ nghèo", "hongheo", "ho-ngheo" },
	[FIELD_NEAR_POOR] = { "can-ngheo", "Cận nghèo",
	    "canngheo|hocanngheo", "can-ngheo" },
	[FIELD_DISABLED] = { "khuyet-tat", "Khuyết tật",
	    "khuyettat|loaikhuyettat", "khuyet-tat" },
	[FIELD_POLICY] = { "chinh-sach", "Đối tượng chính sách",
	    "doituongchinhsach|dienchinhsach", "chinh-sach" },
	[FIELD_REPEATS] = { "luu-ban", "Lưu ban năm trước",
	    "luubannamtruoc|luuban", "luu-ban" },
	[FIELD_PIONEER] = { "doi-vien", "Đội viên", "doivien", "doi-vien" },
	[FIELD_PHONE] = { "phone", "SĐT",
	    "sdt|dienthoai|sodienthoai|sdtlienhe|dienthoailienhe|"
	    "sdtphuhuynh|dienthoaiphuhuynh|sodienthoaiphuhuynh", NULL },
	[FIELD_ADDRESS] = { "address", "Chỗ ở hiện tại",
	    "choohientai|diachi|choohiennay|noiohientai|diachithuongtru",
	    NULL },
	[FIELD_HAMLET] = { "hamlet", "Thôn", "thon|thonxom|ban|to|thonban",
	    NULL },
	[FIELD_PROVINCE] = { "province", "Tỉnh", "tinh|tinhthanhpho|tinhthanh",
	    NULL },
	[FIELD_DISTRICT] = { "district", "Huyện", "huyen|quanhuyen", NULL },
	[FIELD_COMMUNE] = { "commune", "Xã", "xa|xaphuong|phuongxa", NULL },
	[FIELD_BIRTHPLACE] = { "birthplace", "Nơi sinh", "noisinh", NULL },
	[FIELD_RELIGION] = { "religion", "Tôn giáo", "tongiao", NULL },
	[FIELD_NATIONALITY] = { "nationality", "Quốc tịch", "quoctich", NULL },
	[FIELD_AREA] = { "area", "Khu vực", "khuvuc", NULL },
	[FIELD_TEACHER] = { "teacher", "GVCN", "gvcn|giaovienchunhiem", NULL },
	[FIELD_FATHER] = { "father", "Họ tên cha",
	    "hotencha|hovatencha|hotenbo|hovatenbo|tencha", NULL },
	[FIELD_FATHER_BORN] = { "father_born", "Năm sinh cha",
	    "namsinhcha|namsinhbo|ngaysinhcha|ngaysinhbo", NULL },
	[FIELD_FATHER_JOB] = { "father_job", "Nghề nghiệp cha",
	    "nghenghiepcha|nghenghiepbo|nghecha|nghebo", NULL },
	[FIELD_FATHER_PHONE] = { "father_phone", "SĐT cha",
	    "sdtcha|dienthoaicha|sdtbo|sodienthoaicha|dienthoaibo|"
	    "sodienthoaibo", NULL },
	[FIELD_MOTHER] = { "mother", "Họ tên mẹ",
	    "hotenme|hovatenme|tenme", NULL },
	[FIELD_MOTHER_BORN] = { "mother_born", "Năm sinh mẹ",
	    "namsinhme|ngaysinhme", NULL },
	[FIELD_MOTHER_JOB] = { "mother_job", "Nghề nghiệp mẹ",
	    "nghenghiepme|ngheme", NULL },
	[FIELD_MOTHER_PHONE] = { "mother_phone", "SĐT mẹ",
	    "sdtme|dienthoaime|sodienthoaime", NULL },
	[FIELD_GUARDIAN] = { "guardian", "Họ tên người giám hộ",
	    "hotennguoigiamho|hovatennguoigiamho|nguoigiamho|hotenngh|"
	    "tennguoigiamho|hovatengiamho|hotengiamho",
	    NULL },
	[FIELD_GUARDIAN_BORN] = { "guardian_born", "Năm sinh người giám hộ",
	    "namsinhnguoigiamho|namsinhngh", NULL },
	[FIELD_GUARDIAN_JOB] = { "guardian_job", "Nghề nghiệp người giám hộ",
	    "nghenghiepnguoigiamho|nghenghiepngh", NULL },
	[FIELD_GUARDIAN_PHONE] = { "guardian_phone", "SĐT người giám hộ",
	    "sdtnguoigiamho|dienthoainguoigiamho|sdtngh|"
	    "sodienthoainguoigiamho", NULL },
};

void
import_key(const char *s, size_t n, struct buf *out)
{
	size_t i, len = 0;

	buf_reset(out);
	fold(s, n, out);
	for (i = 0; i < out->len; i++)
		if (out->data[i] != ' ')
			out->data[len++] = out->data[i];
	out->len = len;
	if (out->data != NULL)
		out->data[len] = '\0';
}

/* Walks the aliases of a field: the next one, its length in *n. */
static const char *
next_alias(const char **p, size_t *n)
{
	const char *s = *p;

	if (*s == '\0')
		return NULL;
	*n = strcspn(s, "|");
	*p = s[*n] == '|' ? s + *n + 1 : s + *n;
	return s;
}

enum field
field_of_key(const char *key, size_t len)
{
	const char	*p, *alias;
	size_t		 n;
	int		 f;

	for (f = 0; f < FIELD_COUNT; f++) {
		p = import_fields[f].aliases;
		while ((alias = next_alias(&p, &n)) != NULL)
			if (n == len && memcmp(alias, key, n) == 0)
				return (enum field)f;
	}
	return FIELD_COUNT;
}

/* What may stand in brackets behind a header and is no part of it. */
static int
is_hint(const char *s, size_t n, struct buf *scratch)
{
	static const char *const hints[] = {
		"ddmm", "ngaythang", "nam", "x", "danhdau", "batbuoc",
		"neuco", "ghi", "nhap", "chon", "co", "1"
	};
	size_t i;

	import_key(s, n, scratch);
	if (scratch->len == 0)
		return !buf_failed(scratch);
	for (i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (strncmp(scratch->data, hints[i], strlen(hints[i])) == 0)
			return 1;
	return 0;
}

enum field
field_of_header(const char *s, size_t n, struct buf *scratch)
{
	const char	*open;
	enum field	 f;

	import_key(s, n, scratch);
	if (scratch->len == 0)
		return FIELD_COUNT;
	f = field_of_key(scratch->data, scratch->len);
	if (f != FIELD_COUNT || (open = memchr(s, '(', n)) == NULL ||
	    !is_hint(open, n - (size_t)(open - s), scratch))
		return f;
	import_key(s, (size_t)(open - s), scratch);
	return scratch->len == 0 ? FIELD_COUNT :
	    field_of_key(scratch->data, scratch->len);
}

enum field
field_named(const char *id, struct buf *scratch)
{
	int f;

	if (id == NULL)
		return FIELD_COUNT;
	for (f = FIELD_NONE + 1; f < FIELD_COUNT; f++)
		if (strcmp(import_fields[f].id, id) == 0)
			return (enum field)f;
	f = (int)field_of_header(id, strlen(id), scratch);
	return f != FIELD_NONE ? (enum field)f : FIELD_COUNT;
}

/*
 * Below a title such as "Cha" or "Thông tin về mẹ" stand that person's name,
 * year of birth, work, telephone; FIELD_COUNT for anything else, and
 * FIELD_NONE where the title is of no person.
 */
enum field
field_of_person(const char *title, const char *key)
{
	static const struct {
		const char	*word;
		enum field	 name;
	} persons[] = {
		{ "giamho", FIELD_GUARDIAN }, { "ngh", FIELD_GUARDIAN },
		{ "cha", FIELD_FATHER }, { "bo", FIELD_FATHER },
		{ "me", FIELD_MOTHER },
	};
	size_t i, n, w;

	n = strlen(title);
	if (strstr(title, "chame") != NULL || strstr(title, "bome") != NULL)
		return FIELD_COUNT;
	for (i = 0; i < sizeof(persons) / sizeof(persons[0]); i++) {
		w = strlen(persons[i].word);
		if (n < w || strcmp(title + n - w, persons[i].word) != 0)
			continue;
		if (strstr(key, "sinh") != NULL)
			return (enum field)(persons[i].name + 1);
		if (strstr(key, "nghe") != NULL)
			return (enum field)(persons[i].name + 2);
		if (strstr(key, "sdt") != NULL ||
		    strstr(key, "dienthoai") != NULL)
			return (enum field)(persons[i].name + 3);
		return strstr(key, "ten") != NULL ? persons[i].name :
		    FIELD_COUNT;
	}
	return FIELD_NONE;
}

size_t
key_distance(const char *a, const char *b)
{
	size_t	 row[KEY_MAX + 1], n = strlen(a), m = strlen(b), i, j;
	size_t	 corner, above;

	n = n < KEY_MAX ? n : KEY_MAX;
	m = m < KEY_MAX ? m : KEY_MAX;
	for (j = 0; j <= m; j++)
		row[j] = j;
	for (i = 1; i <= n; i++) {
		corner = row[0];
		row[0] = i;
		for (j = 1; j <= m; j++) {
			above = row[j];
			corner += a[i - 1] != b[j - 1];
			if (above + 1 < corner)
				corner = above + 1;
			if (row[j - 1] + 1 < corner)
				corner = row[j - 1] + 1;
			row[j] = corner;
			corner = above;
		}
	}
	return row[m];
}

enum field
field_nearest(const char *key, size_t *distance)
{
	const char	*p, *alias;
	char		 word[KEY_MAX + 1];
	size_t		 n, d;
	enum field	 found = FIELD_NAME;
	int		 f;

	*distance = SIZE_MAX;
	for (f = FIELD_NONE + 1; f < FIELD_COUNT; f++) {
		p = import_fields[f].aliases;
		while ((alias = next_alias(&p, &n)) != NULL) {
			n = n < KEY_MAX ? n : KEY_MAX;
			memcpy(word, alias, n);
			word[n] = '\0';
			d = key_distance(key, word);
			if (d < *distance) {
				*distance = d;
				found = (enum field)f;
			}
		}
	}
	return found;
}
