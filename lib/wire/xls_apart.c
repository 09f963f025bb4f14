/* The process that libfreexl runs in.  It ends by a signal: nothing that the
 * library's host wants to be done at its end may be done here. */
#define _GNU_SOURCE	/* the resources, of which POSIX has but some */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "wire/xls.h"

#define SECONDS		60
#define MEMORY		((rlim_t)512 << 20)
#define FILES		1024	/* that may be open in the parent */

struct apart {
	const struct xls_lib *lib;
	const void	*file;
	int		 fd;
	struct buf	 record, text;
};

static void
end(void)
{
	(void)kill(getpid(), SIGKILL);
	for (;;)
		(void)pause();
}

static void
put_u32(struct buf *b, size_t n)
{
	buf_u32(b, (uint32_t)n);
}

static void
send_record(struct apart *a, char type, const void *p, size_t n)
{
	struct buf	*b = &a->record;
	size_t		 done = 0;
	ssize_t		 w;

	buf_reset(b);
	buf_byte(b, type);
	put_u32(b, n);
	buf_add(b, p, n);
	if (buf_failed(b))
		end();
	for (; done < b->len; done += (size_t)w)
		if ((w = write(a->fd, b->data + done, b->len - done)) <= 0)
			end();
}

/* Takes away what a fault in the library could be used for. */
static void
confine(int file, int fd)
{
	struct rlimit	none = { 0, 0 }, seconds = { SECONDS, SECONDS };
	struct rlimit	memory = { MEMORY, MEMORY };
	int		i;

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	(void)prctl(PR_SET_DUMPABLE, 0);
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)setrlimit(RLIMIT_FSIZE, &none);
	(void)setrlimit(RLIMIT_CPU, &seconds);
#ifndef __SANITIZE_ADDRESS__
	(void)setrlimit(RLIMIT_DATA, &memory);
#else
	(void)memory;
#endif
	for (i = 0; i < FILES; i++)
		if (i != file && i != fd)
			(void)close(i);
	for (i = SIGHUP; i < SIGSYS; i++)
		(void)signal(i, SIG_DFL);
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
send_row(struct apart *a, unsigned int line, unsigned short columns,
    struct buf *row)
{
	FreeXL_CellValue v;
	unsigned short	 i;
	size_t		 at, n;

	buf_reset(row);
	put_u32(row, (size_t)line + 1);
	for (i = 0; i < columns; i++) {
		if (a->lib->cell(a->file, line, i, &v) != FREEXL_OK)
			continue;
		buf_reset(&a->text);
		put_value(&a->text, &v);
		at = 0;
		if ((n = text_trim(&a->text, &at)) == 0)
			continue;
		put_u32(row, (size_t)i + 1);
		put_u32(row, n);
		buf_add(row, a->text.data + at, n);
	}
	if (row->len > 4)
		send_record(a, 'R', row->data, row->len);
}

static void
send_rows(struct apart *a, unsigned short sheet)
{
	struct buf	 row = { .max = XLS_RECORD };
	unsigned int	 i, lines;
	unsigned short	 columns;

	if (a->lib->use(a->file, sheet) != FREEXL_OK ||
	    a->lib->size(a->file, &lines, &columns) != FREEXL_OK) {
		send_record(a, 'X', NULL, 0);
		return;
	}
	put_u32(&row, lines);
	send_record(a, 'D', row.data, row.len);
	for (i = 0; i < lines; i++)
		send_row(a, i, columns, &row);
}

static void
send_names(struct apart *a)
{
	unsigned int	n = 0, sealed = 0, mode = 0, i;
	const char	*name;

	if (a->lib->info(a->file, FREEXL_BIFF_PASSWORD, &sealed) == FREEXL_OK &&
	    sealed == FREEXL_BIFF_OBFUSCATED)
		send_record(a, 'P', NULL, 0);
	if (a->lib->info(a->file, FREEXL_BIFF_DATEMODE, &mode) == FREEXL_OK &&
	    mode == FREEXL_BIFF_DATEMODE_1904)
		send_record(a, '1', NULL, 0);
	if (a->lib->info(a->file, FREEXL_BIFF_SHEET_COUNT, &n) != FREEXL_OK)
		n = 0;
	for (i = 0; i < n && i <= BOOK_SHEETS; i++) {
		if (a->lib->name(a->file, (unsigned short)i, &name) !=
		    FREEXL_OK || name == NULL)
			name = "?";
		send_record(a, 'N', name, strlen(name));
	}
}

static void
run(const struct xls_lib *lib, int file, int sheet, int fd)
{
	struct apart	 a = { .lib = lib, .fd = fd };
	char		 path[40];
	int		 rc;

	confine(file, fd);
	a.record.max = XLS_RECORD + 64;
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	rc = lib->open(path, &a.file);
	if (rc != FREEXL_OK)
		send_record(&a, rc == FREEXL_INSUFFICIENT_MEMORY ? 'O' : 'X',
		    NULL, 0);
	else if (sheet >= 0)
		send_rows(&a, (unsigned short)sheet);
	else
		send_names(&a);
	send_record(&a, 'Z', NULL, 0);
}

int
xls_spawn(const struct xls_lib *lib, int file, int sheet, pid_t *pid,
    int *records)
{
	int fds[2];

	if (pipe2(fds, O_CLOEXEC) == -1)
		return -1;
	*pid = fork();
	if (*pid == 0) {
		run(lib, file, sheet, fds[1]);
		end();
	}
	(void)close(fds[1]);
	if (*pid == -1) {
		(void)close(fds[0]);
		return -1;
	}
	*records = fds[0];
	return 0;
}
