/*
 * Workbooks as Excel wrote them until 2003.  libfreexl wants a path: it gets
 * that of a copy in memory; and it reads in a process of its own.
 */
#define _GNU_SOURCE	/* memfd_create() */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/handle.h"
#include "base/mem.h"
#include "text/utf8.h"
#include "wire/xls.h"

#define BLOCK	((size_t)64 << 10)
#define XLS_MAX	((uint64_t)32 << 20)

struct xls {
	struct trouble	 t;
	const struct rows_source *src;
	struct xls_lib	 lib;
	int		 file;		/* the copy; -1: none */
	struct apart	 apart;
	struct buf	 record;
	struct rows_sheet *sheets;
	size_t		 nsheets, sheets_cap;
	int		 from_1904, ended;
	size_t		 line, lines;
	struct csv_field *fields;
	size_t		 fields_cap;
	struct buf	 raw;
	struct rows_notes notes;
};

static int
load(struct xls *x)
{
	const struct book_symbol symbols[] = {
		{ "freexl_open", &x->lib.open },
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

	apart_end(&x->apart);
	if (x->file != -1)
		(void)close(x->file);
	EACH(s, x->sheets, x->nsheets)
		str_wipe_free((char *)(uintptr_t)s->name);
	free(x->sheets);
	free(x->fields);
	buf_free(&x->record);
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
locked(struct xls *x)
{
	return trouble(&x->t, CTXH_EFAIL, "%s", T(x->t.h, "the workbook has a "
	    "password; open it in Excel, take the password off (File, Info, "
	    "Protect Workbook) and save it"));
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
		if ((n = write(x->file, block + done, *got - done)) <= 0)
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
	    (x->file = memfd_create("list", MFD_CLOEXEC)) == -1)
		(void)trouble_nomem(&x->t);
	for (at = 0; x->t.status == CTXH_OK && got > 0; at += got) {
		got = 0;
		if (copy_block(x, at, block, &got) == CTXH_OK)
			sealed |= holds(block, got, "EncryptedPackage");
	}
	mem_wipe_free(block, BLOCK);
	return sealed ? locked(x) : x->t.status;
}

/* ---- records of the other process ---- */

static int
no_workbook(struct xls *x)
{
	return trouble(&x->t, CTXH_EFAIL, "%s", T(x->t.h, "no Excel workbook, "
	    "or a damaged one; open it in Excel and save it as .xlsx"));
}

static uint32_t
get_u32(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 |
	    (uint32_t)b[3] << 24;
}

/* The next one, its bytes in x->record. */
static int
read_record(struct xls *x, char *letter)
{
	if (apart_receive(x->apart.fd, letter, &x->record, XLS_RECORD) != 0)
		return no_workbook(x);
	return buf_failed(&x->record) ? trouble_nomem(&x->t) : CTXH_OK;
}

/* What is no row and no name. */
static int
take_other(struct xls *x, char type)
{
	switch (type) {
	case 'Z':
		x->ended = 1;
		return CTXH_OK;
	case '1':
		x->from_1904 = 1;
		return CTXH_OK;
	case 'D':
		x->lines = x->record.len == 4 ? get_u32(x->record.data) : 0;
		return CTXH_OK;
	case 'P':
		return locked(x);
	case 'O':
		return trouble_nomem(&x->t);
	default:
		return no_workbook(x);
	}
}

static int
take_name(struct xls *x)
{
	char *name;

	if (x->record.len == 0 || x->nsheets == BOOK_SHEETS ||
	    !utf8_valid(x->record.data, x->record.len, NULL))
		return no_workbook(x);
	if (mem_grow((void **)&x->sheets, &x->sheets_cap, x->nsheets + 1,
	    sizeof(*x->sheets)) != 0 ||
	    (name = strdup(x->record.data)) == NULL)
		return trouble_nomem(&x->t);
	x->sheets[x->nsheets++] = (struct rows_sheet){ name, 0 };
	return CTXH_OK;
}

static int
begin_reading(struct xls *x, int sheet)
{
	struct xls_ask ask = { &x->lib, x->file, sheet };

	apart_end(&x->apart);
	x->ended = 0;
	x->line = x->lines = 0;
	return apart_begin(&x->apart, x->file, xls_read, &ask) == 0 ? CTXH_OK :
	    trouble_nomem(&x->t);
}

static int
read_names(struct xls *x)
{
	int	rc = begin_reading(x, -1);
	char	type;

	while (rc == CTXH_OK && !x->ended) {
		rc = read_record(x, &type);
		if (rc == CTXH_OK)
			rc = type == 'N' ? take_name(x) : take_other(x, type);
	}
	apart_end(&x->apart);
	return rc == CTXH_OK && x->nsheets == 0 ? no_workbook(x) : rc;
}

/* ---- the workbook ---- */

static int
open_xls(const ctxh *h, const struct rows_source *src, void **state)
{
	struct xls *x = calloc(1, sizeof(*x));

	if ((*state = x) == NULL)
		return CTXH_ENOMEM;
	x->t.h = h;
	x->src = src;
	x->file = -1;
	x->raw.max = 4 * CSV_ROW_MAX;
	if (copy(x) == CTXH_OK && load(x) == CTXH_OK)
		(void)read_names(x);
	return x->t.status;
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

	x->t.line = 0;
	if (x->t.status == CTXH_EUSAGE)
		x->t.status = CTXH_OK;
	return x->t.status != CTXH_OK ? x->t.status :
	    begin_reading(x, (int)i);
}

/* ---- rows ---- */

static int
set_field(struct xls *x, struct csv_row *row, size_t column, const char *s,
    size_t n)
{
	if (column <= row->n || column > BOOK_COLUMNS)
		return no_workbook(x);
	if (mem_grow((void **)&x->fields, &x->fields_cap, column,
	    sizeof(*x->fields)) != 0)
		return trouble_nomem(&x->t);
	for (; row->n < column; row->n++)
		x->fields[row->n] = (struct csv_field){ "", 0 };
	x->fields[column - 1] = (struct csv_field){ s, n };
	return CTXH_OK;
}

/* The record as a row; of what the other process says nothing is believed. */
static int
take_row(struct xls *x, struct csv_row *row)
{
	const char	*p = x->record.data;
	size_t		 left = x->record.len, column, n;
	int		 rc = CTXH_OK;

	if (left < 4 || get_u32(p) <= x->line || get_u32(p) > BOOK_ROWS)
		return no_workbook(x);
	x->t.line = row->line = x->line = get_u32(p);
	for (p += 4, left -= 4; left > 0 && rc == CTXH_OK; p += n, left -= n) {
		if (left < 8 || (n = get_u32(p + 4)) > left - 8)
			return no_workbook(x);
		column = get_u32(p);
		p += 8;
		left -= 8;
		if (!utf8_valid(p, n, NULL))
			return trouble(&x->t, CTXH_EUSAGE, "%s",
			    T(x->t.h, "not UTF-8"));
		rc = set_field(x, row, column, p, n);
	}
	row->f = x->fields;
	book_raw(&x->raw, row);
	return rc;
}

static int
next_xls(void *state, struct csv_row *row)
{
	struct xls *x = state;
	char	 type = 0;
	int	 rc;

	memset(row, 0, sizeof(*row));
	if (x->t.status == CTXH_EUSAGE)
		x->t.status = CTXH_OK;
	rc = x->t.status;
	while (rc == CTXH_OK && type != 'R' && x->apart.pid != 0 && !x->ended) {
		rc = read_record(x, &type);
		if (rc == CTXH_OK && type != 'R')
			rc = take_other(x, type);
	}
	if (rc == CTXH_OK && type != 'R')
		return CSV_END;
	if (rc == CTXH_OK)
		rc = take_row(x, row);
	if (rc != CTXH_OK)
		row->n = 0;
	return rc;
}

static const struct rows_notes *
notes_xls(const void *state)
{
	const struct xls *x = state;

	return &x->notes;
}

static int
from_1904_xls(const void *state)
{
	const struct xls *x = state;

	return x->from_1904;
}

const struct rows_format rows_xls = {
	open_xls, next_xls, message_xls, bytes_xls, close_xls,
	"xls", sheet_xls, use_xls, notes_xls, NULL, from_1904_xls
};
