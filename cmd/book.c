/* libxlsxwriter, loaded, and the few calls that every workbook needs. */
#define _GNU_SOURCE	/* memfd_create() */
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "book.h"
#include "cmd.h"
#include "util.h"

#define LIBRARY	"libxlsxwriter.so.4"
#define BOOK_MAX ((size_t)16 << 20)

static int
load(struct xlsx *x)
{
	const struct library_symbol symbols[] = {
		{ "workbook_new", &x->workbook },
		{ "workbook_set_properties", &x->properties },
		{ "workbook_add_worksheet", &x->worksheet },
		{ "workbook_add_format", &x->format },
		{ "workbook_close", &x->close },
		{ "worksheet_write_string", &x->text },
		{ "worksheet_write_number", &x->number },
		{ "worksheet_write_blank", &x->blank },
		{ "worksheet_set_column", &x->column },
		{ "worksheet_set_row", &x->row },
		{ "worksheet_data_validation_range", &x->valid },
		{ "worksheet_freeze_panes", &x->freeze },
		{ "worksheet_set_landscape", &x->landscape },
		{ "worksheet_set_portrait", &x->portrait },
		{ "worksheet_set_paper", &x->paper },
		{ "worksheet_fit_to_pages", &x->fit },
		{ "worksheet_repeat_rows", &x->repeat },
		{ "worksheet_set_footer", &x->footer },
		{ "format_set_bold", &x->bold },
		{ "format_set_italic", &x->italic },
		{ "format_set_bg_color", &x->colour },
		{ "format_set_border", &x->border },
		{ "format_set_text_wrap", &x->wrap },
		{ "format_set_align", &x->align },
		{ "format_set_font_name", &x->font },
		{ "format_set_font_size", &x->size },
		{ "format_set_num_format", &x->code },
		{ "format_set_num_format_index", &x->index },
		{ "workbook_add_chart", &x->chart },
		{ "worksheet_insert_chart_opt", &x->insert },
		{ "chart_add_series", &x->series },
		{ "chart_series_set_name_range", &x->name },
		{ "chart_series_set_categories", &x->categories },
		{ "chart_series_set_values", &x->values },
		{ "chart_series_set_pattern", &x->pattern },
		{ "chart_series_set_line", &x->line },
		{ "chart_series_set_labels", &x->labels },
		{ "chart_series_set_labels_num_format", &x->labels_code },
		{ "chart_series_set_labels_fill", &x->labels_fill },
		{ "chart_title_set_name", &x->title },
		{ "chart_title_set_name_font", &x->title_font },
		{ "chart_legend_set_position", &x->legend },
		{ "chart_set_series_gap", &x->gap },
		{ "chart_axis_set_reverse", &x->reverse },
		{ "chart_axis_off", &x->off },
		{ "chart_axis_major_gridlines_set_visible", &x->gridlines },
		{ NULL, NULL },
	};

	return library_load(LIBRARY, symbols);
}

/* What the child does; whether the workbook was written to that descriptor. */
static int
fill_in(struct book *b, int fd, book_fill_fn fill, void *ctx)
{
	char path[40];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if ((b->book = b->x.workbook(path)) == NULL)
		return 0;
	fill(ctx, b);
	return b->x.close(b->book) == LXW_NO_ERROR && !b->failed;
}

/* What the library says of itself, also that it went on without memory, it
 * says on standard error: that is kept, and means that it failed. */
static int
run_child(struct book *b, int fd, int said, book_fill_fn fill, void *ctx)
{
	struct stat st;
	int status;
	pid_t pid = fork();

	if (pid == 0)
		_exit(dup2(said, STDERR_FILENO) == -1 ||
		    !fill_in(b, fd, fill, ctx));
	if (pid == -1)
		return 0;
	if (!wait_for(pid, &status)) {
		(void)kill(pid, SIGKILL);
		return 0;
	}
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 &&
	    fstat(said, &st) == 0 && st.st_size == 0;
}

int
book_make(struct app *app, book_fill_fn fill, void *ctx, char **bytes,
    size_t *len)
{
	struct book b = { .failed = 0 };
	int fd, said, rc;

	*bytes = NULL;
	if (!load(&b.x))
		return app_fail(app, CTXH_EFAIL, T("cannot load %s; install "
		    "the package libxlsxwriter4, or write a .csv"), LIBRARY);
	/* In memory: what is there is not overwritten, nor half a file left. */
	fd = memfd_create("book", MFD_CLOEXEC);
	said = memfd_create("said", MFD_CLOEXEC);
	if (fd == -1 || said == -1 || !run_child(&b, fd, said, fill, ctx))
		rc = app_fail(app, CTXH_ENOMEM, T("%s gave up; is there "
		    "enough memory?"), LIBRARY);
	else if (lseek(fd, 0, SEEK_SET) != 0)
		rc = app_fail(app, CTXH_EFAIL, "%s", LIBRARY);
	else
		rc = file_read_fd(app, fd, LIBRARY, BOOK_MAX, bytes, len);
	if (fd != -1)
		close(fd);
	if (said != -1)
		close(said);
	return rc;
}

lxw_worksheet *
book_sheet(struct book *b, const char *name)
{
	lxw_worksheet *sheet = b->failed ? NULL :
	    b->x.worksheet(b->book, name);

	b->failed |= sheet == NULL;
	return sheet;
}

lxw_format *
book_format(struct book *b, unsigned flags)
{
	lxw_format *f = b->failed ? NULL : b->x.format(b->book);

	if (f == NULL) {
		b->failed = 1;
		return NULL;
	}
	if (flags & BOOK_BOLD)
		b->x.bold(f);
	if (flags & BOOK_ITALIC)
		b->x.italic(f);
	if (flags & BOOK_WRAP)
		b->x.wrap(f);
	if (flags & BOOK_BORDER)
		b->x.border(f, LXW_BORDER_THIN);
	if (flags & BOOK_MIDDLE) {
		b->x.align(f, LXW_ALIGN_CENTER);
		b->x.align(f, LXW_ALIGN_VERTICAL_CENTER);
	}
	return f;
}

void
book_text(struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
    const char *text, lxw_format *format)
{
	b->failed |= b->failed || sheet == NULL || text == NULL ||
	    b->x.text(sheet, row, col, text, format) != LXW_NO_ERROR;
}

void
book_number(struct book *b, lxw_worksheet *sheet, lxw_row_t row,
    lxw_col_t col, double n, lxw_format *format)
{
	b->failed |= b->failed || sheet == NULL ||
	    b->x.number(sheet, row, col, n, format) != LXW_NO_ERROR;
}

void
book_width(struct book *b, lxw_worksheet *sheet, lxw_col_t first,
    lxw_col_t last, double width, lxw_format *format)
{
	b->failed |= b->failed || sheet == NULL ||
	    b->x.column(sheet, first, last, width, format) != LXW_NO_ERROR;
}
