/* The process that libfreexl runs in. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "wire/xls.h"

#define MEMORY	((rlim_t)512 << 20)

struct reading {
	const struct xls_lib *lib;
	const void	*file;
	int		 fd;
	int		 gone;		/* nobody listens, or a row is lost */
	struct buf	 text;
};

static void
put_u32(struct buf *b, size_t n)
{
	buf_u32(b, (uint32_t)n);
}

static void
send_record(struct reading *r, char letter, const void *p, size_t n)
{
	r->gone |= r->gone || apart_send(r->fd, letter, p, n) != 0;
}

/* Takes away what a fault in the library could be used for. */
static void
confine(void)
{
	struct rlimit none = { 0, 0 }, memory = { MEMORY, MEMORY };

	(void)setrlimit(RLIMIT_FSIZE, &none);
#ifndef __SANITIZE_ADDRESS__
	(void)setrlimit(RLIMIT_DATA, &memory);
#else
	(void)memory;
#endif
}

/* Whatever the host's language writes a point as. */
static void
put_double(struct buf *out, double v)
{
	struct style plain = { 0, 0 };
	char	s[40], *p;

	(void)snprintf(s, sizeof(s), "%.17g", v);
	if ((p = strchr(s, ',')) != NULL)
		*p = '.';
	digits_put(out, s, strlen(s), plain, 0);
}

static void
put_value(struct buf *out, const FreeXL_CellValue *v)
{
	const char *s = v->value.text_value;

	switch (v->type) {
	case FREEXL_CELL_INT:
		buf_fmt(out, "%d", v->value.int_value);
		break;
	case FREEXL_CELL_DOUBLE:
		put_double(out, v->value.double_value);
		break;
	case FREEXL_CELL_DATE:
	case FREEXL_CELL_DATETIME:
		day_put(out, s, strlen(s));
		break;
	case FREEXL_CELL_TEXT:
	case FREEXL_CELL_SST_TEXT:
	case FREEXL_CELL_TIME:
		buf_str(out, s != NULL ? s : "");
		break;
	default:
		break;
	}
}

static void
send_row(struct reading *r, unsigned int line, unsigned short columns,
    struct buf *row)
{
	FreeXL_CellValue v;
	unsigned short	 i;
	size_t		 at, n;

	buf_reset(row);
	put_u32(row, (size_t)line + 1);
	for (i = 0; i < columns; i++) {
		if (r->lib->cell(r->file, line, i, &v) != FREEXL_OK)
			continue;
		buf_reset(&r->text);
		put_value(&r->text, &v);
		at = 0;
		if ((n = text_trim(&r->text, &at)) == 0)
			continue;
		put_u32(row, (size_t)i + 1);
		put_u32(row, n);
		buf_add(row, r->text.data + at, n);
	}
	r->gone |= buf_failed(row) | buf_failed(&r->text);
	if (row->len > 4)
		send_record(r, 'R', row->data, row->len);
}

static void
send_rows(struct reading *r, unsigned short sheet)
{
	struct buf	 row = { .max = XLS_RECORD };
	unsigned int	 i, lines;
	unsigned short	 columns;

	if (r->lib->use(r->file, sheet) != FREEXL_OK ||
	    r->lib->size(r->file, &lines, &columns) != FREEXL_OK) {
		send_record(r, 'X', NULL, 0);
		return;
	}
	put_u32(&row, lines);
	send_record(r, 'D', row.data, row.len);
	for (i = 0; i < lines && !r->gone; i++)
		send_row(r, i, columns, &row);
}

static void
send_names(struct reading *r)
{
	unsigned int	n = 0, sealed = 0, mode = 0, i;
	const char	*name;

	if (r->lib->info(r->file, FREEXL_BIFF_PASSWORD, &sealed) == FREEXL_OK &&
	    sealed == FREEXL_BIFF_OBFUSCATED)
		send_record(r, 'P', NULL, 0);
	if (r->lib->info(r->file, FREEXL_BIFF_DATEMODE, &mode) == FREEXL_OK &&
	    mode == FREEXL_BIFF_DATEMODE_1904)
		send_record(r, '1', NULL, 0);
	if (r->lib->info(r->file, FREEXL_BIFF_SHEET_COUNT, &n) != FREEXL_OK)
		n = 0;
	for (i = 0; i < n && i <= BOOK_SHEETS; i++) {
		if (r->lib->name(r->file, (unsigned short)i, &name) !=
		    FREEXL_OK || name == NULL)
			name = "?";
		send_record(r, 'N', name, strlen(name));
	}
}

void
xls_read(int fd, void *ctx)
{
	const struct xls_ask	*ask = ctx;
	struct reading		 r = { .lib = ask->lib, .fd = fd };
	char			 path[40];
	int			 rc;

	confine();
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", ask->file);
	rc = ask->lib->open(path, &r.file);
	if (rc != FREEXL_OK)
		send_record(&r, rc == FREEXL_INSUFFICIENT_MEMORY ? 'O' : 'X',
		    NULL, 0);
	else if (ask->sheet >= 0)
		send_rows(&r, (unsigned short)ask->sheet);
	else
		send_names(&r);
	send_record(&r, 'Z', NULL, 0);
}
