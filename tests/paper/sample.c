/*
 * Writes a document that has every block, every flag and every trouble to
 * standard output, in the format that the command line names:
 *
 *	sample docx >sample.docx
 *	sample html >sample.html
 *	sample docx-nochart		the same without a picture
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paper/paper.h"
#include "paper/write.h"

#define LONG_WORD	5000
#define ROWS		60

static const char hostile[] = "<&>\"' ]]> <script>alert(1)</script> "
    "\xf0\x9f\x98\x80 a\x01z {{x}} %s";
static const char prose[] = "Thực hiện kế hoạch công tác xã hội trong trường "
    "học, nhà trường đã rà soát, phát hiện người học có nguy cơ, phân công "
    "người phụ trách và phối hợp với gia đình, chính quyền địa phương, các "
    "cơ quan, tổ chức để hỗ trợ kịp thời, đúng quy định.";

static void
put_head(struct paper *p)
{
	struct block *b;

	b = paper_letterhead(p, "TRƯỜNG TIỂU HỌC CHIỀNG MUNG",
	    "Số: 05/BC-TH", "V/v thực hiện công tác xã hội trong trường học "
	    "học kỳ I", "Chiềng Mung, ngày 05 tháng 01 năm 2026");
	block_line(p, b, "UBND XÃ CHIỀNG MUNG");
	b = paper_title(p, "BÁO CÁO");
	block_line(p, b, "Kết quả công tác xã hội trong trường học");
	block_line(p, b, "Học kỳ I năm học 2025 - 2026");
	b = paper_to(p);
	block_line(p, b, "Ủy ban nhân dân xã Chiềng Mung");
	block_line(p, b, "Sở Giáo dục và Đào tạo tỉnh Sơn La");
	b = paper_to(p);
	block_line(p, b, "Công an xã Chiềng Mung");
}

static void
put_prose(struct paper *p)
{
	int i;

	paper_paragraph(p, PAPER_WARNING, "Tài liệu chứa dữ liệu cá nhân nhạy "
	    "cảm, hạn chế phổ biến\nKhông sao chụp");
	paper_heading(p, 1, "I. ĐẶC ĐIỂM TÌNH HÌNH");
	paper_heading(p, 2, "1. Thuận lợi");
	paper_heading(p, 3, "a) Công tác chỉ đạo");
	paper_paragraph(p, 0, prose);
	paper_paragraph(p, PAPER_BOLD, "Chữ đậm");
	paper_paragraph(p, PAPER_ITALIC | PAPER_CENTER, "Chữ nghiêng ở giữa");
	paper_paragraph(p, PAPER_SMALL, "Ghi chú: số liệu đến ngày "
	    "31/12/2025.");
	paper_paragraph(p, PAPER_ITEM, "Mục thứ nhất\ndòng tiếp theo");
	paper_paragraph(p, PAPER_ITEM, prose);
	paper_paragraph(p, PAPER_SMALL | PAPER_BOLD | PAPER_ITEM,
	    "Mục nhỏ, đậm");
	paper_paragraph(p, 0, hostile);
	paper_paragraph(p, 0, "");
	for (i = 0; i < 6; i++)
		paper_paragraph(p, 0, prose);
}

static void
put_word(struct paper *p)
{
	char *s = malloc(LONG_WORD + 1);

	if (s == NULL) {
		p->failed = 1;
		return;
	}
	memset(s, 'a', LONG_WORD);
	s[LONG_WORD] = '\0';
	paper_paragraph(p, 0, s);
	free(s);
}

static void
put_form(struct paper *p)
{
	struct block *b;

	paper_heading(p, 1, "II. PHIẾU");
	paper_field(p, 0, "Họ và tên", "Lò Thị Mai");
	paper_field(p, 0, "Ngày sinh", NULL);
	paper_field(p, 0, "Hoàn cảnh gia đình, những người sống cùng, và "
	    "người chăm sóc chính trong thời gian cha mẹ đi làm ăn xa:", NULL);
	paper_field(p, PAPER_LONG, "Mô tả sự việc", NULL);
	paper_field(p, PAPER_LONG, "Nhận xét", "Dòng một\n\nDòng ba");
	paper_field(p, 0, "Người báo tin", hostile);
	b = paper_choices(p, "Hình thức");
	block_choice(p, b, "Trực tiếp", 0);
	block_choice(p, b, "Điện thoại", 1);
	block_choice(p, b, "Thư, đơn, tin nhắn gửi đến hộp thư góp ý", 0);
	block_choice(p, b, "Qua giáo viên chủ nhiệm", 1);
	block_choice(p, b, hostile, 0);
	b = paper_choices(p, NULL);
	block_choice(p, b, "Nam", 0);
	block_choice(p, b, "Nữ", 1);
}

static void
put_table(struct paper *p)
{
	struct block	*b = paper_table(p, "Biểu 1. Người học theo nhóm");
	char		 n[16];
	int		 i;

	block_column(p, b, "TT", 1, PAPER_MIDDLE);
	block_column(p, b, "Nhóm", 6, PAPER_LEFT);
	block_column(p, b, "Số lượng", 2, PAPER_RIGHT);
	block_column(p, b, "Ghi chú", 4, PAPER_LEFT);
	for (i = 1; i <= ROWS; i++) {
		(void)snprintf(n, sizeof(n), "%d", i);
		block_row(p, b, 0);
		block_cell(p, b, n);
		block_cell(p, b, i == 3 ? prose : i == 4 ? hostile :
		    "Người học có hoàn cảnh khó khăn");
		block_cell(p, b, n);
		if (i % 2 == 0)
			block_cell(p, b, i == 2 ? "hai\ndòng" : "");
	}
	block_row(p, b, PAPER_TOTAL);
	block_cell(p, b, "");
	block_cell(p, b, "Cộng");
	block_cell(p, b, "1.830");
	block_cell(p, b, "");
}

/* A row that is longer than a page. */
static void
put_long_row(struct paper *p)
{
	struct block	*b = paper_table(p, "Biểu 2. Diễn biến");
	char		*s = malloc(30 * sizeof(prose));
	int		 i;

	if (s == NULL) {
		p->failed = 1;
		return;
	}
	for (*s = '\0', i = 0; i < 29; i++)
		strcat(strcat(s, i > 0 ? "\n" : ""), prose);
	block_column(p, b, "Ngày", 1, PAPER_MIDDLE);
	block_column(p, b, "Nội dung", 3, PAPER_LEFT);
	block_row(p, b, 0);
	block_cell(p, b, "05/01/2026");
	block_cell(p, b, s);
	free(s);
}

/* What names a row stands first; a row lacks cells, another has none. */
static void
put_small(struct paper *p)
{
	struct block *b = paper_table(p, NULL);

	block_column(p, b, "Khối", 3, PAPER_LEFT);
	block_column(p, b, "Số lượng", 1, PAPER_RIGHT);
	block_row(p, b, 0);
	block_cell(p, b, "Khối 1");
	block_cell(p, b, "4");
	block_row(p, b, 0);
	block_cell(p, b, "Khối 2");
	block_row(p, b, 0);
}

static void
put_figures(struct paper *p)
{
	struct block *b = paper_figures(p);

	block_figure(p, b, "vụ việc", "12");
	block_figure(p, b, "đang xử lý", "5");
	block_figure(p, b, "quá hạn", "1");
	block_figure(p, b, "đã kết thúc", "6");
	b = paper_figures(p);
	block_figure(p, b, "người học", "1.204");
	block_figure(p, b, "nữ", "598");
	block_figure(p, b, "dân tộc thiểu số", "1.100");
	block_figure(p, b, "khuyết tật", "3");
	block_figure(p, b, "hộ nghèo", "210");
	block_figure(p, b, "hộ cận nghèo", "95");
	block_figure(p, b, "có nguy cơ", "17");
}

static void
put_wide(struct paper *p)
{
	struct block	*b;
	char		 s[40];
	int		 i, k;

	paper_page(p, 0);
	paper_page(p, PAPER_WIDE);
	paper_heading(p, 1, "PHỤ LỤC");
	b = paper_table(p, NULL);
	for (i = 0; i < 15; i++) {
		(void)snprintf(s, sizeof(s), "Cột số %d", i + 1);
		block_column(p, b, s, i == 1 ? 3 : 1,
		    i == 1 ? PAPER_LEFT : PAPER_RIGHT);
	}
	for (k = 0; k < 30; k++) {
		block_row(p, b, k == 29 ? PAPER_TOTAL : 0);
		for (i = 0; i < 15; i++)
			block_cell(p, b, i == 1 ? "Lớp 4A" : "12.345");
	}
	paper_page(p, 0);
}

static void
put_chart(ctxh *h, struct paper *p)
{
	static const char text[] = "{\"id\":\"c1\",\"kind\":\"stacked\","
	    "\"title\":\"Vụ việc theo khối\",\"unit\":\"vụ việc\","
	    "\"categories\":[\"Khối 1\",\"Khối 2\",\"Khối 3\"],"
	    "\"series\":[{\"label\":\"Đang xử lý\",\"values\":[1,2,null]},"
	    "{\"label\":\"Đã kết thúc\",\"values\":[3,0,5]}],"
	    "\"words\":\"Khối 1: 1 đang xử lý, 3 đã kết thúc.\"}";
	ctxh_value *v;

	if (ctxh_value_parse(h, text, strlen(text), &v) != CTXH_OK) {
		p->failed = 1;
		return;
	}
	paper_chart(p, v);
	ctxh_value_free(v);
}

static void
put_foot(struct paper *p)
{
	struct block *b = paper_signatures(p);

	block_signer(p, b, "HIỆU TRƯỞNG", NULL, NULL, "Trần Văn Hiếu");
	block_line(p, b, "UBND xã (báo cáo)");
	block_line(p, b, "Lưu: VT, TVHĐ");
	b = paper_signatures(p);
	block_signer(p, b, "NGƯỜI LẬP", NULL, "(Ký, ghi rõ họ tên)", NULL);
	block_signer(p, b, "KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG",
	    "(Ký, đóng dấu)", "Lê Thị Hoa");
	b = paper_signatures(p);
	block_signer(p, b, "NGƯỜI GIAO", NULL, NULL, NULL);
	block_signer(p, b, "NGƯỜI NHẬN", NULL, NULL, NULL);
	block_line(p, b, "Như trên");
	paper_page(p, 0);
	(void)paper_letterhead(p, NULL, NULL, NULL, NULL);
	paper_paragraph(p, 0, "Trang cuối");
	b = paper_signatures(p);
	block_signer(p, b, "NGƯỜI BÁO TIN", NULL, NULL, NULL);
	paper_page(p, PAPER_WIDE);
}

static int
put(ctxh *h, const struct paper *p, const char *format, struct buf *out)
{
	if (strncmp(format, "docx", 4) == 0)
		return paper_docx(h, p, out);
	if (strncmp(format, "html", 4) == 0)
		return paper_html(h, p, out);
	return fail(h, CTXH_EUSAGE, "no such format");
}

int
main(int argc, char *argv[])
{
	struct paper	*p = paper_new("Báo cáo <&\"'> học kỳ I");
	struct buf	 out = { 0 };
	ctxh		*h;
	int		 rc;

	if (argc != 2 || p == NULL || ctxh_new(NULL, &h) != CTXH_OK)
		return 2;
	paper_page(p, 0);
	put_head(p);
	put_prose(p);
	put_word(p);
	put_form(p);
	put_table(p);
	put_long_row(p);
	put_small(p);
	put_figures(p);
	if (strstr(argv[1], "-nochart") == NULL)
		put_chart(h, p);
	put_wide(p);
	put_foot(p);
	rc = paper_failed(p) ? CTXH_ENOMEM : put(h, p, argv[1], &out);
	if (rc == CTXH_OK && fwrite(out.data, 1, out.len, stdout) != out.len)
		rc = CTXH_EIO;
	if (rc != CTXH_OK)
		(void)fprintf(stderr, "sample: %s\n", ctxh_message(h));
	buf_free(&out);
	ctxh_close(h);
	paper_free(p);
	return rc;
}
