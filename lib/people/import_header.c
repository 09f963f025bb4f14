/* Finding the header of a list below its title rows, and reading it. */
#include <stdlib.h>
#include <string.h>

#include "base/value.h"
#include "people/import.h"
#include "text/fold.h"

#define HEADER_WITHIN	20	/* rows */
#define KEY_MAX		64	/* of what edit distances are taken */

const struct field_def import_fields[FIELD_COUNT] = {
	[FIELD_NONE] = { "stt", "STT", "stt|tt|sothutu|so", NULL },
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
	    "hodem|hovatendem|hotendem|ho|hovadem|holot", NULL },
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
	    "sdt|dienthoai|sodienthoai|sdtlienhe|dienthoailienhe", NULL },
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
	    "namsinhcha|namsinhbo", NULL },
	[FIELD_FATHER_JOB] = { "father_job", "Nghề nghiệp cha",
	    "nghenghiepcha|nghenghiepbo", NULL },
	[FIELD_FATHER_PHONE] = { "father_phone", "SĐT cha",
	    "sdtcha|dienthoaicha|sdtbo|sodienthoaicha", NULL },
	[FIELD_MOTHER] = { "mother", "Họ tên mẹ",
	    "hotenme|hovatenme|tenme", NULL },
	[FIELD_MOTHER_BORN] = { "mother_born", "Năm sinh mẹ",
	    "namsinhme", NULL },
	[FIELD_MOTHER_JOB] = { "mother_job", "Nghề nghiệp mẹ",
	    "nghenghiepme", NULL },
	[FIELD_MOTHER_PHONE] = { "mother_phone", "SĐT mẹ",
	    "sdtme|dienthoaime|sodienthoaime", NULL },
	[FIELD_GUARDIAN] = { "guardian", "Họ tên người giám hộ",
	    "hotennguoigiamho|hovatennguoigiamho|nguoigiamho|hotenngh",
	    NULL },
	[FIELD_GUARDIAN_BORN] = { "guardian_born", "Năm sinh người giám hộ",
	    "namsinhnguoigiamho|namsinhngh", NULL },
	[FIELD_GUARDIAN_JOB] = { "guardian_job", "Nghề nghiệp người giám hộ",
	    "nghenghiepnguoigiamho|nghenghiepngh", NULL },
	[FIELD_GUARDIAN_PHONE] = { "guardian_phone", "SĐT người giám hộ",
	    "sdtnguoigiamho|dienthoainguoigiamho|sdtngh", NULL },
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

enum field
field_named(const char *id)
{
	int f;

	for (f = FIELD_NONE + 1; f < FIELD_COUNT; f++)
		if (id != NULL && strcmp(import_fields[f].id, id) == 0)
			return (enum field)f;
	return FIELD_COUNT;
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

static enum field
field_of_key(const struct buf *key)
{
	const char	*p, *alias;
	size_t		 n;
	int		 f;

	for (f = 0; f < FIELD_COUNT; f++) {
		p = import_fields[f].aliases;
		while ((alias = next_alias(&p, &n)) != NULL)
			if (n == key->len && memcmp(alias, key->data, n) == 0)
				return (enum field)f;
	}
	return FIELD_COUNT;
}

/* What map and ignore say of a header; FIELD_COUNT where they say nothing. */
static enum field
field_asked(const struct reader *r, const struct buf *key, struct buf *other)
{
	const ctxh_value	*item;
	const char		*s;

	VALUE_EACH(item, r->opt->map) {
		s = ctxh_value_key(item);
		import_key(s, strlen(s), other);
		if (other->len == key->len && !buf_failed(other) &&
		    memcmp(other->data, key->data, key->len) == 0)
			return field_named(ctxh_value_str(item));
	}
	VALUE_EACH(item, r->opt->ignore) {
		if ((s = ctxh_value_str(item)) == NULL)
			continue;
		import_key(s, strlen(s), other);
		if (other->len == key->len && !buf_failed(other) &&
		    memcmp(other->data, key->data, key->len) == 0)
			return FIELD_NONE;
	}
	return FIELD_COUNT;
}

static enum field
field_of_cell(struct reader *r, const struct csv_field *c)
{
	struct buf	other = { 0 };
	enum field	f;

	import_key(c->s, c->len, &r->scratch);
	if (buf_failed(&r->scratch)) {
		r->status = CTXH_ENOMEM;
		return FIELD_COUNT;
	}
	if (r->scratch.len == 0)
		return FIELD_COUNT;
	f = field_asked(r, &r->scratch, &other);
	buf_free(&other);
	return f != FIELD_COUNT ? f : field_of_key(&r->scratch);
}

/* Levenshtein's distance of two short texts. */
static size_t
distance(const char *a, size_t n, const char *b, size_t m)
{
	size_t	 row[KEY_MAX + 1], i, j, corner, above;

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

/* The label of the field whose alias is nearest. */
static const char *
nearest(const struct buf *key)
{
	const char	*p, *alias, *label = "";
	size_t		 n, d, best = SIZE_MAX;
	int		 f;

	for (f = 0; f < FIELD_COUNT; f++) {
		p = import_fields[f].aliases;
		while ((alias = next_alias(&p, &n)) != NULL) {
			d = distance(key->data, key->len, alias, n);
			if (d < best) {
				best = d;
				label = import_fields[f].label;
			}
		}
	}
	return label;
}

/*
 * A header row has at least three cells that are headers, or two of which one
 * is the name or an id; a misspelt one does not hide it.
 */
static int
is_header(struct reader *r, const struct csv_row *row)
{
	size_t		i;
	int		known = 0, strong = 0;
	enum field	f;

	for (i = 0; i < row->n; i++) {
		if (row->f[i].len > 256)
			continue;
		f = field_of_cell(r, &row->f[i]);
		if (f == FIELD_COUNT)
			continue;
		known++;
		if (f != FIELD_NONE && f <= FIELD_SURNAME)
			strong = 1;
	}
	return known >= 3 || (known == 2 && strong);
}

static void
header_error(struct reader *, size_t column, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void
header_error(struct reader *r, size_t column, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	finding_vadd(&r->errors, r->row->line, column, fmt, ap);
	va_end(ap);
	r->useless = 1;
}

static void
take_column(struct reader *r, size_t i)
{
	const struct csv_field	*c = &r->row->f[i];
	struct columns		*cs = &r->columns;
	struct buf		 shown = { 0 };
	enum field		 f = field_of_cell(r, c);

	if (r->scratch.len == 0) {
		cs->bare[cs->nbare++] = i;
		return;
	}
	if (f == FIELD_NONE)
		return;
	if (f != FIELD_COUNT && cs->of[f] == -1) {
		cs->of[f] = (int)i;
		return;
	}
	(void)text_tidy(c->s, c->len < 256 ? c->len : 256, &shown);
	if (f == FIELD_COUNT)
		header_error(r, i + 1, T(r->h, "unknown column \"%s\"; the "
		    "nearest known one is \"%s\": rename it, map it to a field "
		    "or ignore it"), shown.data != NULL ? shown.data : "?",
		    nearest(&r->scratch));
	else
		header_error(r, i + 1, T(r->h, "column \"%s\" says the same "
		    "as another one, \"%s\"; ignore one of them"),
		    shown.data != NULL ? shown.data : "?",
		    import_fields[f].label);
	buf_free(&shown);
}

static int
has(const struct reader *r, enum field f)
{
	return r->columns.of[f] != -1;
}

static void
missing(struct reader *r, enum field f)
{
	header_error(r, 0, T(r->h, "the list has no column \"%s\""),
	    import_fields[f].label);
}

/* The list's key is the best id that it has; the rest must be there too. */
static void
check_columns(struct reader *r)
{
	if (has(r, FIELD_MOET))
		r->columns.key = CODE_MOET;
	else if (has(r, FIELD_SCHOOL))
		r->columns.key = CODE_SCHOOL;
	else if (has(r, FIELD_PERSONAL))
		r->columns.key = CODE_PERSONAL;
	else if (r->opt->key_name_dob)
		r->columns.key = CODE_NAME;
	else
		header_error(r, 0, T(r->h, "the list has no id, such as \"%s\"; add it, or take name "
		    "and birth date for one (--key name,dob)"), import_fields[FIELD_MOET].label);
	if (!has(r, FIELD_NAME) && !has(r, FIELD_GIVEN))
		missing(r, FIELD_NAME);
	if (!has(r, FIELD_BORN))
		missing(r, FIELD_BORN);
	if (!has(r, FIELD_SEX) && !has(r, FIELD_FEMALE) &&
	    !has(r, FIELD_MALE))
		missing(r, FIELD_SEX);
	if (!has(r, FIELD_CLASS))
		missing(r, FIELD_CLASS);
}

static int
take_header(struct reader *r, const struct csv_row *row)
{
	size_t	i;
	int	f;

	r->row = row;
	for (f = 0; f < FIELD_COUNT; f++)
		r->columns.of[f] = -1;
	r->columns.n = row->n;
	r->columns.bare = calloc(row->n + 1, sizeof(*r->columns.bare));
	if (r->columns.bare == NULL) {
		r->status = CTXH_ENOMEM;
		return -1;
	}
	for (i = 0; i < row->n; i++)
		take_column(r, i);
	/* Where a header is misspelt, what seems missing is that one. */
	if (!r->useless)
		check_columns(r);
	buf_add(&r->header, row->raw, row->raw != NULL ? row->raw_len : 0);
	return r->useless || r->status != CTXH_OK ? -1 : 0;
}

int
header_find(struct reader *r, struct csv_row *row, uint64_t *first)
{
	int i, rc;

	*first = 0;
	for (i = 0; i < HEADER_WITHIN; i++) {
		rc = rows_next(r->list, row);
		if (rc == CTXH_EUSAGE)
			continue;	/* a title with a stray quote */
		if (rc != CTXH_OK)
			return rc;
		if (*first == 0)
			*first = row->line;
		if (is_header(r, row))
			return CTXH_OK;
		if (r->status != CTXH_OK)
			return r->status;
	}
	return CSV_END;
}

int
header_read(struct reader *r)
{
	struct csv_row	row;
	size_t		line, column;
	uint64_t	first = 0;
	const char	*message;
	int		rc;

	if (sheet_choose(r) != 0)
		return -1;
	rc = header_find(r, &row, &first);
	if (rc == CTXH_OK)
		return take_header(r, &row);
	r->useless = 1;
	if (rc == CSV_END) {
		finding_add(&r->errors, first != 0 ? first : 1, 0, T(r->h,
		    "no row of headers among the first %d; it names columns "
		    "such as \"Họ và tên\", \"Ngày sinh\", \"Lớp\""),
		    HEADER_WITHIN);
		return -1;
	}
	message = rows_message(r->list, &line, &column);
	finding_add(&r->errors, line != 0 || r->sheet != NULL ? line : 1,
	    column, "%s", message);
	r->status = rc == CTXH_EFAIL ? CTXH_OK : rc;
	return -1;
}
