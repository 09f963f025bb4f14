#include "wire/book.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "base/handle.h"
#include "wire/writer.h"

int
trouble(struct trouble *t, int status, const char *fmt, ...)
{
	va_list ap;

	if (t->status != CTXH_OK)
		return t->status;
	t->status = status;
	va_start(ap, fmt);
	(void)vsnprintf(t->text, sizeof(t->text), fmt, ap);
	va_end(ap);
	return status;
}

int
trouble_nomem(struct trouble *t)
{
	return trouble(t, CTXH_ENOMEM, "%s", T(t->h, "out of memory"));
}

/* It is not unloaded: what it keeps of a thread would be freed by code that
 * is gone. */
int
book_load(struct trouble *t, const char *soname, const char *package,
    const struct book_symbol *symbols)
{
	void *lib = dlopen(soname, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	void *address = NULL;
	int   ok = lib != NULL;

	for (; ok && symbols->name != NULL; symbols++) {
		address = dlsym(lib, symbols->name);
		ok = address != NULL;
		/* As POSIX has it: a function's address in a void *. */
		if (ok)
			memcpy(symbols->to, &address, sizeof(address));
	}
	if (lib != NULL)
		(void)dlclose(lib);
	return ok ? CTXH_OK : trouble(t, CTXH_EFAIL, T(t->h, "a workbook "
	    "cannot be read without %s; install the package %s, or save the "
	    "list as CSV UTF-8"), soname, package);
}

static int
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

size_t
text_trim(const struct buf *b, size_t *at)
{
	size_t end = b->len;

	while (end > *at && is_blank(b->data[end - 1]))
		end--;
	while (*at < end && is_blank(b->data[*at]))
		++*at;
	return end - *at;
}

void
book_raw(struct buf *out, struct csv_row *row)
{
	size_t i;

	buf_reset(out);
	for (i = 0; i < row->n; i++)
		csv_put(out, row->f[i].s, row->f[i].len, ',', i == 0);
	buf_str(out, "\r\n");
	row->raw = buf_failed(out) ? NULL : out->data;
	row->raw_len = row->raw != NULL ? out->len : 0;
}

void
rows_place(uint64_t line, size_t column, char place[ROWS_PLACE])
{
	char	 letters[16];
	size_t	 i = sizeof(letters) - 1;

	letters[i] = '\0';
	for (; column > 0 && i > 0; column = (column - 1) / 26)
		letters[--i] = (char)('A' + (column - 1) % 26);
	(void)snprintf(place, ROWS_PLACE, "%s%llu", letters + i,
	    (unsigned long long)line);
}
