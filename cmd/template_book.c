/*
 * An empty list as a workbook: columns that keep zeros, days, choices; and a
 * second sheet that explains them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "book.h"
#include "cmd.h"
#include "student_template.h"
#include "util.h"

#define ROWS	5000		/* that choices are laid upon */
#define TEXT	49		/* Excel's own number for it */
#define FEW	5		/* choices that a validation holds */
#define HEAD	0xDDEBF7	/* light blue */
#define NEEDED	0xFFE699	/* amber */

/* A template under way. */
struct list {
	struct book	*b;
	const ctxh_value *columns;
	lxw_worksheet	*list, *help;
	lxw_format	*head, *needed, *as_text, *as_day, *wrapped;
	const char	*help_name;	/* in a formula */
	lxw_col_t	 choices;	/* columns of lists on the second sheet */
};

static void
validate(struct list *t, lxw_col_t col, lxw_data_validation *v)
{
	v->ignore_blank = LXW_VALIDATION_ON;
	v->dropdown = LXW_VALIDATION_ON;
	v->show_error = LXW_VALIDATION_ON;
	t->b->failed |= t->b->x.valid(t->list, 1, col, ROWS, col, v) !=
	    LXW_NO_ERROR;
}

static void
put_few_choices(struct list *t, lxw_col_t col, const ctxh_value *item)
{
	char *list[FEW + 1] = { NULL };
	lxw_data_validation valid = { .validate = LXW_VALIDATION_TYPE_LIST,
	    .value_list = list };

	for (size_t i = 0; item != NULL; item = ctxh_value_next(item))
		list[i++] = (char *)(uintptr_t)ctxh_value_str(item);
	validate(t, col, &valid);
}

/* A list that is longer than a validation holds stands on the second sheet. */
static void
put_choices(struct list *t, lxw_col_t col, const ctxh_value *v)
{
	lxw_data_validation valid = {
		.validate = LXW_VALIDATION_TYPE_LIST_FORMULA };
	const ctxh_value *item = ctxh_value_first(ctxh_value_get(v,
	    "choices"));
	lxw_col_t at = (lxw_col_t)(4 + t->choices++);
	lxw_row_t n = 0;
	char formula[128];

	book_text(t->b, t->help, 0, at, val_str(v, "header"), t->head);
	for (; item != NULL; item = ctxh_value_next(item))
		book_text(t->b, t->help, ++n, at, ctxh_value_str(item), NULL);
	book_width(t->b, t->help, at, at, 20, NULL);
	snprintf(formula, sizeof(formula), "='%s'!$%c$2:$%c$%u", t->help_name,
	    'A' + at, 'A' + at, (unsigned)n + 1);
	valid.value_formula = formula;
	validate(t, col, &valid);
}

/* A day; a text that says one is taken, too, so that this is a question. */
static void
ask_for_day(struct list *t, lxw_col_t col)
{
	lxw_data_validation valid = {
		.validate = LXW_VALIDATION_TYPE_DATE,
		.criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		.minimum_datetime = { .year = 1940, .month = 1, .day = 1 },
		.maximum_datetime = { .year = 2099, .month = 12, .day = 31 },
		.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING };

	validate(t, col, &valid);
}

static void
put_column(struct list *t, lxw_col_t col, const ctxh_value *v)
{
	const char *type = val_str(v, "type"), *help = val_str(v, "help");
	const ctxh_value *choices = ctxh_value_get(v, "choices");
	lxw_row_t row = (lxw_row_t)(col + 1);
	lxw_format *format = strcmp(type, "text") == 0 ? t->as_text :
	    strcmp(type, "date") == 0 ? t->as_day : NULL;

	book_width(t->b, t->list, col, col, (double)val_int(v, "width"),
	    format);
	book_text(t->b, t->list, 0, col, val_str(v, "header"),
	    val_true(v, "required") ? t->needed : t->head);
	if (strcmp(type, "choice") == 0 && ctxh_value_count(choices) <= FEW)
		put_few_choices(t, col, ctxh_value_first(choices));
	else if (strcmp(type, "choice") == 0)
		put_choices(t, col, v);
	else if (strcmp(type, "date") == 0)
		ask_for_day(t, col);
	book_text(t->b, t->help, row, 0, val_str(v, "header"), NULL);
	book_text(t->b, t->help, row, 1, val_true(v, "required") ?
	    T("yes") : "", NULL);
	if (*help != '\0')
		book_text(t->b, t->help, row, 2, help, t->wrapped);
}

static lxw_format *
heading(struct list *t, lxw_color_t colour)
{
	lxw_format *f = book_format(t->b, BOOK_BOLD | BOOK_WRAP |
	    BOOK_BORDER);

	if (f != NULL)
		t->b->x.colour(f, colour);
	return f;
}

/* The sheets are named in the user's language; import reads any name. */
static void
begin_sheets(struct list *t)
{
	struct book *b = t->b;

	t->list = book_sheet(b, T("Pupils"));
	t->help = book_sheet(b, t->help_name);
	t->head = heading(t, HEAD);
	t->needed = heading(t, NEEDED);
	t->as_text = book_format(b, 0);
	t->as_day = book_format(b, 0);
	t->wrapped = book_format(b, BOOK_WRAP);
	if (b->failed)
		return;
	b->x.index(t->as_text, TEXT);
	b->x.code(t->as_day, "dd/mm/yyyy");
	b->x.freeze(t->list, 1, 0);
	book_text(b, t->help, 0, 0, T("Column"), t->head);
	book_text(b, t->help, 0, 1, T("Required"), t->head);
	book_text(b, t->help, 0, 2, T("How to fill it in"), t->head);
	book_width(b, t->help, 0, 0, 28, NULL);
	book_width(b, t->help, 2, 2, 56, NULL);
}

static void
fill(void *ctx, struct book *b)
{
	struct list *t = ctx;
	const ctxh_value *v = ctxh_value_first(t->columns);

	t->b = b;
	begin_sheets(t);
	for (lxw_col_t col = 0; v != NULL && !b->failed;
	    v = ctxh_value_next(v), col++)
		put_column(t, col, v);
}

int
template_book(struct app *app, const ctxh_value *columns, char **bytes,
    size_t *len)
{
	struct list t = { .columns = columns, .help_name = "Hướng dẫn" };

	return book_make(app, fill, &t, bytes, len);
}
