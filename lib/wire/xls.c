/*
 * Workbooks as Excel wrote them until 2003, by libfreexl, which wants a path:
 * it gets that of a copy in memory.
 */
#define _GNU_SOURCE	/* memfd_create() */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <freexl.h>

#include "base/handle.h"
#include "base/mem.h"
#include "text/utf8.h"
#include "wire/book.h"

#define BLOCK	((size_t)64 << 10)
#define XLS_MAX	((uint64_t)32 << 20)

struct xls_lib {
	int	 (*open)(const char *, const void **);
	int	 (*close)(const void *);
	int	 (*info)(const void *, unsigned short, unsigned int *);
	int	 (*name)(const void *, unsigned short, const char **);
	int	 (*use)(const void *, unsigned short);
	int	 (*size)(const void *, unsigned int *, unsigned short *);
	int	 (*cell)(const void *, unsigned int, unsigned short,
		    FreeXL_CellValue *);
};

struct xls {
	struct trouble	 t;
	const struct rows_source *src;
	struct xls_lib	 lib;
	int		 fd;		/* -1: none */
	const void	*file;
	struct rows_sheet *sheets;
	size_t		 nsheets;
	int		 from_1904;
	unsigned int	 line, lines;	/* the next one, from 0 */
	unsigned short	 columns;
	struct csv_field *fields;
	size_t		*places;
	struct buf	 out, raw;
	struct rows_notes notes;
};

static int
load(struct xls *x)
{
	const struct book_symbol symbols[] = {
		{ "freexl_open", &x->lib.open },
		{ "freexl_close", &x->lib.close },
		{ "freexl_get_info", &x->lib.info },
		{ "freexl_get_worksheet_name", &x->lib.name },
		{ "freexl_select_active_worksheet", &x->lib.use },
		{ "freexl_worksheet_dimensions", &x->lib.size },
		{ "freexl_get_cell_value", &x->lib.cell },
		{ NULL, NULL },
	};

	return book_load(&x->t, "libfreexl.so.1", "libfreexl1", symbols);
}

static void
close_xls(void *state)
{
	struct xls *x = state;
	struct rows_sheet *s;

	if (x->file != NULL)
		(void)x->lib.close(x->file);
	if (x->fd != -1)
		(void)close(x->fd);
	EACH(s, x->sheets, x->nsheets)
		str_wipe_free((char *)(uintptr_t)s->name);
	free(x->sheets);
	free(x->fields);
	free(x->places);
	buf_free(&x->out);
	buf_free(&x->raw);
	free(x);
}

/* ---- the copy ---- */

static int
no_list(struct xls *x)
{
	return trouble(&x->t, CTXH_EIO, "%s", T(x->t.h,
	    "cannot read the list"));
}

static int
copy_block(struct xls *x, uint64_t at, char *block, size_t *got)
{
	size_t	done = 0;
	ssize_t	n;

	if (x->src->read_at(x->src->at_ctx, at, block, BLOCK, got) != 0 ||
	    *got > BLOCK)
		return no_list(x);
	for (; done < *got; done += (size_t)n)
		if ((n = write(x->fd, block + done, *got - done)) <= 0)
			return trouble_nomem(&x->t);
	return CTXH_OK;
}

/* Whether a name in a compound file's directory is in the block. */
static int
holds(const char *block, size_t n, const char *name)
{
	char	wide[64];
	size_t	i, len = strlen(name);

	for (i = 0; i < len; i++) {
		wide[2 * i] = name[i];
		wide[2 * i + 1] = '\0';
	}
	for (i = 0; i + 2 * len <= n; i += 64)	/* entries have 128 bytes */
		if (memcmp(block + i, wide, 2 * len) == 0)
			return 1;
	return 0;
}

static int
copy(struct xls *x)
{
	char		*block;
	uint64_t	 at;
	size_t		 got = 1;
	int		 sealed = 0;

	if (x->src->size > XLS_MAX)
		return trouble(&x->t, CTXH_EFAIL, "%s", T(x->t.h, "an .xls of "
		    "more than 32 MiB; save it as .xlsx"));
	if ((block = malloc(BLOCK)) == NULL ||
	    (x->fd = memfd_create("list", MFD_CLOEXEC)) == -1)
		(void)trouble_nomem(&x->t);
	for (at = 0; x->t.status == CTXH_OK && got > 0; at += got) {
		got = 0;
		if (copy_block(x, at, block, &got) == CTXH_OK)
			sealed |= holds(block, got, "EncryptedPackage");
	}
	mem_wipe_free(block, BLOCK);
	if (sealed)
		(void)trouble(&x->t, CTXH_EFAIL, "%s", T(x->t.h, "the workbook "
		    "has a password; open it in Excel, take the password off "
		    "(File, Info, Protect Workbook) and save it"));
	return x->t.status;
}

/* ---- the workbook ---- */

static int
no_workbook(struct xls *x)
{
	return trouble(&x->t, CTXH_EFAIL, "%s", T(x->t.h, "no Excel workbook, "
	    "or a damaged one; open it in Excel and save it as .xlsx"));
}

static int
read_sheets(struct xls *x)
{
	unsigned int	n = 0, sealed = 0, mode = 0;
	unsigned short	i;
	const char	*name;

	if (x->lib.info(x->file, FREEXL_BIFF_PASSWORD, &sealed) != FREEXL_OK ||
	    x->lib.info(x->file, FREEXL_BIFF_DATEMODE, &mode) != FREEXL_OK ||
	    x->lib.info(x->file, FREEXL_BIFF_SHEET_COUNT, &n) != FREEXL_OK)
		return no_workbook(x);
	if (sealed == FREEXL_BIFF_OBFUSCATED)
		return trouble(&x->t, CTXH_EFAIL, "%s", T(x->t.h, "the workbook "
		    "has a password; open it in Excel, take the password off "
		    "(File, Info, Protect Workbook) and save it"));
	x->from_1904 = mode == FREEXL_BIFF_DATEMODE_1904;
	if (n == 0 || n > BOOK_SHEETS)
		return no_workbook(x);
	if ((x->sheets = calloc(n, sizeof(*x->sheets))) == NULL)
		return trouble_nomem(&x->t);
	for (i = 0; i < n; i++) {
		if (x->lib.name(x->file, i, &name) != FREEXL_OK ||
		    name == NULL || !utf8_valid(name, strlen(name), NULL))
			return no_workbook(x);
		if ((x->sheets[i].name = strdup(name)) == NULL)
			return trouble_nomem(&x->t);
		x->nsheets++;
	}
	return CTXH_OK;
}

static int
open_xls(const ctxh *h, const struct rows_source *src, void **state)
{
	struct xls	*x = calloc(1, sizeof(*x));
	char		 path[40];
	int		 rc;

	if ((*state = x) == NULL)
		return CTXH_ENOMEM;
	x->t.h = h;
	x->src = src;
	x->fd = -1;
	x->out.max = 2 * CSV_ROW_MAX;
	x->raw.max = 4 * CSV_ROW_MAX;
	if (copy(x) != CTXH_OK || load(x) != CTXH_OK)
		return x->t.status;
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", x->fd);
	rc = x->lib.open(path, &x->file);
	if (rc == FREEXL_INSUFFICIENT_MEMORY)
		return trouble_nomem(&x->t);
	return rc != FREEXL_OK ? no_workbook(x) : read_sheets(x);
}

static const char *
message_xls(const void *state, size_t *line, size_t *column)
{
	const struct xls *x = state;

	*line = x->t.line;
	*column = 0;
	return x->t.text;
}

static uint64_t
bytes_xls(const void *state)
{
	const struct xls *x = state;

	return x->lines == 0 ? 0 : x->src->size * x->line / x->lines;
}

static const struct rows_sheet *
sheet_xls(const void *state, size_t i)
{
	const struct xls *x = state;

	return i < x->nsheets ? &x->sheets[i] : NULL;
}

static int
use_xls(void *state, size_t i)
{
	struct xls *x = state;

	x->line = x->lines = 0;
	x->t.line = 0;
	free(x->fields);
	free(x->places);
	x->fields = NULL;
	x->places = NULL;
	if (x->t.status == CTXH_EUSAGE)
		x->t.status = CTXH_OK;
	if (x->t.status != CTXH_OK)
		return x->t.status;
	if (x->lib.use(x->file, (unsigned short)i) != FREEXL_OK ||
	    x->lib.size(x->file, &x->lines, &x->columns) != FREEXL_OK)
		return no_workbook(x);
	x->fields = calloc((size_t)x->columns + 1, sizeof(*x->fields));
	x->places = calloc((size_t)x->columns + 1, sizeof(*x->places));
	return x->fields != NULL && x->places != NULL ? CTXH_OK :
	    trouble_nomem(&x->t);
}

/* ---- rows ---- */

/* Whatever the host's language writes a point as. */
static void
put_double(struct xls *x, double v)
{
	struct style plain = { 0, 0 };
	char	s[40], *p;

	(void)snprintf(s, sizeof(s), "%.17g", v);
	if ((p = strchr(s, ',')) != NULL)
		*p = '.';
	digits_put(&x->out, s, strlen(s), plain, 0);
}

static void
put_cell(struct xls *x, const FreeXL_CellValue *v)
{
	const char *s = v->value.text_value;

	switch (v->type) {
	case FREEXL_CELL_INT:
		buf_fmt(&x->out, "%d", v->value.int_value);
		break;
	case FREEXL_CELL_DOUBLE:
		put_double(x, v->value.double_value);
		break;
	case FREEXL_CELL_DATE:
	case FREEXL_CELL_DATETIME:
		day_put(&x->out, s, strlen(s));
		break;
	case FREEXL_CELL_TEXT:
	case FREEXL_CELL_SST_TEXT:
	case FREEXL_CELL_TIME:
		buf_str(&x->out, s != NULL ? s : "");
		break;
	default:
		break;
	}
}

static int
put_row(struct xls *x, struct csv_row *row)
{
	FreeXL_CellValue v;
	unsigned short	 i;
	size_t		 n, k;

	buf_reset(&x->out);
	for (i = 0; i < x->columns; i++) {
		x->places[i] = x->out.len;
		if (x->lib.cell(x->file, x->line, i, &v) == FREEXL_OK)
			put_cell(x, &v);
		n = text_trim(&x->out, &x->places[i]);
		x->fields[i].len = n;
		if (n > 0)
			row->n = (size_t)i + 1;
	}
	if (buf_failed(&x->out))
		return trouble_nomem(&x->t);
	for (k = 0; k < row->n; k++)
		x->fields[k].s = x->out.data + x->places[k];
	row->f = x->fields;
	if (row->n == 0 || utf8_valid(x->out.data, x->out.len, NULL)) {
		book_raw(&x->raw, row);
		return CTXH_OK;
	}
	row->n = 0;
	return trouble(&x->t, CTXH_EUSAGE, "%s", T(x->t.h, "not UTF-8"));
}

static int
next_xls(void *state, struct csv_row *row)
{
	struct xls *x = state;
	int	 rc = CTXH_OK;

	if (x->t.status == CTXH_EUSAGE)
		x->t.status = CTXH_OK;
	do {
		memset(row, 0, sizeof(*row));
		if (x->t.status != CTXH_OK)
			return x->t.status;
		if (x->line >= x->lines)
			return CSV_END;
		x->t.line = row->line = (size_t)x->line + 1;
		rc = put_row(x, row);
		x->line++;
	} while (rc == CTXH_OK && row->n == 0);
	return rc;
}

static const struct rows_notes *
notes_xls(const void *state)
{
	const struct xls *x = state;

	return &x->notes;
}

static size_t
wide_xls(const void *state, size_t line, size_t column)
{
	(void)state, (void)line, (void)column;
	return 1;
}

static int
from_1904_xls(const void *state)
{
	const struct xls *x = state;

	return x->from_1904;
}

const struct rows_format rows_xls = {
	open_xls, next_xls, message_xls, bytes_xls, close_xls,
	"xls", sheet_xls, use_xls, notes_xls, wide_xls, from_1904_xls
};
