/*
 * An empty list as a workbook: columns that keep zeros, days, choices; and a
 * second sheet that explains them.  libxlsxwriter is loaded here alone.
 */
#define _GNU_SOURCE	/* memfd_create() */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "cmd.h"
#include "student_template.h"
#include "util.h"

#define LIBRARY	"libxlsxwriter.so.4"
#define BOOK_MAX ((size_t)4 << 20)
#define ROWS	5000		/* that choices are laid upon */
#define TEXT	49		/* Excel's own number for it */
#define FEW	5		/* choices that a validation holds */
#define HEAD	0xDDEBF7	/* light blue */
#define NEEDED	0xFFE699	/* amber */

struct xlsx {
	lxw_workbook *(*workbook)(const char *);
	lxw_worksheet *(*worksheet)(lxw_workbook *, const char *);
	lxw_format *(*format)(lxw_workbook *);
	lxw_error (*close)(lxw_workbook *);
	lxw_error (*text)(lxw_worksheet *, lxw_row_t, lxw_col_t, const char *,
	    lxw_format *);
	lxw_error (*column)(lxw_worksheet *, lxw_col_t, lxw_col_t, double,
	    lxw_format *);
	lxw_error (*valid)(lxw_worksheet *, lxw_row_t, lxw_col_t, lxw_row_t,
	    lxw_col_t, lxw_data_validation *);
	void (*freeze)(lxw_worksheet *, lxw_row_t, lxw_col_t);
	void (*bold)(lxw_format *);
	void (*colour)(lxw_format *, lxw_color_t);
	void (*border)(lxw_format *, uint8_t);
	void (*wrap)(lxw_format *);
	void (*number)(lxw_format *, const char *);
	void (*index)(lxw_format *, uint8_t);
};

/* A workbook under way. */
struct book {
	const struct xlsx *x;
	lxw_workbook	*book;
	lxw_worksheet	*list, *help;
	lxw_format	*head, *needed, *as_text, *as_day, *wrapped;
	char		*help_name;	/* in a formula */
	lxw_col_t	 choices;	/* columns of lists on the second sheet */
	int		 failed;
};

static int
load(struct xlsx *x)
{
	const struct library_symbol symbols[] = {
		{ "workbook_new", &x->workbook },
		{ "workbook_add_worksheet", &x->worksheet },
		{ "workbook_add_format", &x->format },
		{ "workbook_close", &x->close },
		{ "worksheet_write_string", &x->text },
		{ "worksheet_set_column", &x->column },
		{ "worksheet_data_validation_range", &x->valid },
		{ "worksheet_freeze_panes", &x->freeze },
		{ "format_set_bold", &x->bold },
		{ "format_set_bg_color", &x->colour },
		{ "format_set_border", &x->border },
		{ "format_set_text_wrap", &x->wrap },
		{ "format_set_num_format", &x->number },
		{ "format_set_num_format_index", &x->index },
		{ NULL, NULL },
	};

	return library_load(LIBRARY, symbols);
}

static void
put(struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
    const char *text, lxw_format *format)
{
	b->failed |= text == NULL || b->x->text(sheet, row, col, text,
	    format) != LXW_NO_ERROR;
}

static void
validate(struct book *b, lxw_col_t col, lxw_data_validation *v)
{
	v->ignore_blank = LXW_VALIDATION_ON;
	v->dropdown = LXW_VALIDATION_ON;
	v->show_error = LXW_VALIDATION_ON;
	b->failed |= b->x->valid(b->list, 1, col, ROWS, col, v) !=
	    LXW_NO_ERROR;
}

static void
put_few_choices(struct book *b, lxw_col_t col, const ctxh_value *item)
{
	char *list[FEW + 1] = { NULL };
	lxw_data_validation valid = { .validate = LXW_VALIDATION_TYPE_LIST,
	    .value_list = list };

	for (size_t i = 0; item != NULL; item = ctxh_value_next(item))
		list[i++] = (char *)(uintptr_t)ctxh_value_str(item);
	validate(b, col, &valid);
}

/* A list that is longer than a validation holds stands on the second sheet. */
static void
put_choices(struct book *b, lxw_col_t col, const ctxh_value *v)
{
	lxw_data_validation valid = {
		.validate = LXW_VALIDATION_TYPE_LIST_FORMULA };
	const ctxh_value *item = ctxh_value_first(ctxh_value_get(v,
	    "choices"));
	lxw_col_t at = (lxw_col_t)(4 + b->choices++);
	lxw_row_t n = 0;
	char formula[128];

	put(b, b->help, 0, at, val_str(v, "header"), b->head);
	for (; item != NULL; item = ctxh_value_next(item))
		put(b, b->help, ++n, at, ctxh_value_str(item), NULL);
	b->failed |= b->x->column(b->help, at, at, 20, NULL) != LXW_NO_ERROR;
	snprintf(formula, sizeof(formula), "='%s'!$%c$2:$%c$%u", b->help_name,
	    'A' + at, 'A' + at, (unsigned)n + 1);
	valid.value_formula = formula;
	validate(b, col, &valid);
}

/* A day; a text that says one is taken, too, so that this is a question. */
static void
ask_for_day(struct book *b, lxw_col_t col)
{
	lxw_data_validation valid = {
		.validate = LXW_VALIDATION_TYPE_DATE,
		.criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		.minimum_datetime = { .year = 1940, .month = 1, .day = 1 },
		.maximum_datetime = { .year = 2099, .month = 12, .day = 31 },
		.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING };

	validate(b, col, &valid);
}

static void
put_column(struct book *b, lxw_col_t col, const ctxh_value *v)
{
	const char *type = val_str(v, "type"), *help = val_str(v, "help");
	const ctxh_value *choices = ctxh_value_get(v, "choices");
	lxw_row_t row = (lxw_row_t)(col + 1);
	lxw_format *format = strcmp(type, "text") == 0 ? b->as_text :
	    strcmp(type, "date") == 0 ? b->as_day : NULL;

	b->failed |= b->x->column(b->list, col, col,
	    (double)val_int(v, "width"), format) != LXW_NO_ERROR;
	put(b, b->list, 0, col, val_str(v, "header"),
	    val_true(v, "required") ? b->needed : b->head);
	if (strcmp(type, "choice") == 0 && ctxh_value_count(choices) <= FEW)
		put_few_choices(b, col, ctxh_value_first(choices));
	else if (strcmp(type, "choice") == 0)
		put_choices(b, col, v);
	else if (strcmp(type, "date") == 0)
		ask_for_day(b, col);
	put(b, b->help, row, 0, val_str(v, "header"), NULL);
	put(b, b->help, row, 1, val_true(v, "required") ? T("yes") : "", NULL);
	if (*help != '\0')
		put(b, b->help, row, 2, help, b->wrapped);
}

static lxw_format *
heading(const struct book *b, lxw_color_t colour)
{
	lxw_format *f = b->x->format(b->book);

	if (f == NULL)
		return NULL;
	b->x->bold(f);
	b->x->colour(f, colour);
	b->x->border(f, LXW_BORDER_THIN);
	b->x->wrap(f);
	return f;
}

/* The sheets are named in the user's language; import reads any name. */
static void
begin_sheets(struct book *b)
{
	b->list = b->x->worksheet(b->book, T("Pupils"));
	b->help = b->x->worksheet(b->book, b->help_name);
	b->head = heading(b, HEAD);
	b->needed = heading(b, NEEDED);
	b->as_text = b->x->format(b->book);
	b->as_day = b->x->format(b->book);
	b->wrapped = b->x->format(b->book);
	b->failed = b->list == NULL || b->help == NULL || b->head == NULL ||
	    b->needed == NULL || b->as_text == NULL || b->as_day == NULL ||
	    b->wrapped == NULL;
	if (b->failed)
		return;
	b->x->index(b->as_text, TEXT);
	b->x->number(b->as_day, "dd/mm/yyyy");
	b->x->wrap(b->wrapped);
	b->x->freeze(b->list, 1, 0);
	put(b, b->help, 0, 0, T("Column"), b->head);
	put(b, b->help, 0, 1, T("Required"), b->head);
	put(b, b->help, 0, 2, T("How to fill it in"), b->head);
	b->failed |= b->x->column(b->help, 0, 0, 28, NULL) != LXW_NO_ERROR ||
	    b->x->column(b->help, 2, 2, 56, NULL) != LXW_NO_ERROR;
}

/* Whether the workbook was written to that path. */
static int
make(const struct xlsx *x, const ctxh_value *columns, const char *path)
{
	char name[] = "Hướng dẫn";
	struct book b = { .x = x, .help_name = name };
	const ctxh_value *v = ctxh_value_first(columns);

	if ((b.book = x->workbook(path)) == NULL)
		return 0;
	begin_sheets(&b);
	for (lxw_col_t col = 0; v != NULL && !b.failed;
	    v = ctxh_value_next(v), col++)
		put_column(&b, col, v);
	return x->close(b.book) == LXW_NO_ERROR && !b.failed;
}

int
template_book(struct app *app, const ctxh_value *columns, char **bytes,
    size_t *len)
{
	struct xlsx x;
	char path[40];
	int fd, rc;

	if (!load(&x))
		return app_fail(app, CTXH_EFAIL, T("cannot load %s; install "
		    "the package libxlsxwriter4, or write a .csv"), LIBRARY);
	/* In memory: what is there is not overwritten, nor half a file left. */
	if ((fd = memfd_create("template", MFD_CLOEXEC)) == -1)
		return app_fail(app, CTXH_ENOMEM, T("%s gave up; is there "
		    "enough memory?"), LIBRARY);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (!make(&x, columns, path))
		rc = app_fail(app, CTXH_ENOMEM, T("%s gave up; is there "
		    "enough memory?"), LIBRARY);
	else if (lseek(fd, 0, SEEK_SET) != 0)
		rc = app_fail(app, CTXH_EFAIL, "%s", LIBRARY);
	else
		rc = file_read_fd(app, fd, LIBRARY, BOOK_MAX, bytes, len);
	close(fd);
	return rc;
}
