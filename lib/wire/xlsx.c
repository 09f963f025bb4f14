/* Workbooks as Excel has written them since 2007: .xlsx, .xlsm. */
#include <stdlib.h>

#include "base/handle.h"
#include "base/mem.h"
#include "wire/book.h"

struct xlsx {
	struct trouble	 t;
	struct rows_source src;
	struct archive	*archive;
	struct book	 book;
	struct strings	*strings;
	struct sheet	*sheet;
};

static void
close_xlsx(void *state)
{
	struct xlsx *x = state;

	sheet_close(x->sheet);
	strings_close(x->strings);
	book_free(&x->book);
	archive_close(x->archive);
	mem_wipe_free(x, sizeof(*x));
}

static int
open_xlsx(const ctxh *h, const struct rows_source *src, void **state)
{
	struct xlsx *x = calloc(1, sizeof(*x));

	if ((*state = x) == NULL)
		return CTXH_ENOMEM;
	x->t.h = h;
	x->src = *src;
	if (archive_open(&x->t, &x->src, &x->archive) == CTXH_OK)
		(void)book_read(&x->t, x->archive, &x->book);
	return x->t.status;
}

static int
next_xlsx(void *state, struct csv_row *row)
{
	struct xlsx *x = state;

	if (x->sheet != NULL)
		return sheet_next(x->sheet, row);
	*row = (struct csv_row){ 0 };
	return x->t.status != CTXH_OK ? x->t.status : CSV_END;
}

static const char *
message_xlsx(const void *state, size_t *line, size_t *column)
{
	const struct xlsx *x = state;

	*line = x->t.line;
	*column = 0;
	return x->t.text;
}

static uint64_t
bytes_xlsx(const void *state)
{
	const struct xlsx *x = state;

	return x->archive != NULL ? archive_bytes(x->archive) : 0;
}

static const struct rows_sheet *
sheet_xlsx(const void *state, size_t i)
{
	const struct xlsx *x = state;

	return i < x->book.nsheets ? &x->book.sheets[i].about : NULL;
}

static int
use_xlsx(void *state, size_t i)
{
	struct xlsx *x = state;
	const struct book_sheet *s = &x->book.sheets[i];

	sheet_close(x->sheet);
	x->sheet = NULL;
	x->t.line = 0;
	if (x->t.status == CTXH_EUSAGE)
		x->t.status = CTXH_OK;
	if (x->t.status != CTXH_OK)
		return x->t.status;
	if (s->part == NULL)
		return trouble(&x->t, CTXH_EFAIL, T(x->t.h, "the workbook is "
		    "damaged: sheet \"%s\" is named and is not there"),
		    s->about.name);
	if (x->strings == NULL && strings_open(&x->t, x->archive,
	    x->book.strings, x->src.beside, &x->strings) != CTXH_OK)
		return x->t.status;
	return sheet_open(&x->t, x->archive, &x->book, x->strings, s->part,
	    &x->sheet);
}

static const struct rows_notes *
notes_xlsx(const void *state)
{
	const struct xlsx *x = state;

	return x->sheet != NULL ? sheet_notes(x->sheet) : NULL;
}

static void
divide_xlsx(void *state, size_t line)
{
	struct xlsx *x = state;

	if (x->sheet != NULL)
		sheet_divide(x->sheet, line);
}

static int
from_1904_xlsx(const void *state)
{
	const struct xlsx *x = state;

	return x->book.from_1904;
}

const struct rows_format rows_xlsx = {
	open_xlsx, next_xlsx, message_xlsx, bytes_xlsx, close_xlsx,
	"xlsx", sheet_xlsx, use_xlsx, notes_xlsx, divide_xlsx, from_1904_xlsx
};
