/*
 * Memory, texts and values for the program.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "cmd.h"
#include "util.h"

#define RESERVE	((size_t)64 << 10)

/* What is kept for when memory has run out: what a command has done must
 * still be said, behind its commit. */
static void *reserve;

void
memory_init(void)
{
	reserve = malloc(RESERVE);
}

static void
no_memory(void)
{
	fprintf(stderr, "ctxh: %s\n", T("out of memory"));
	exit(CTXH_EFAIL);
}

/* Whether it is worth another try. */
static int
give_reserve(void)
{
	if (reserve == NULL)
		no_memory();
	free(reserve);
	reserve = NULL;
	return 1;
}

int
memory_again(int status, int must)
{
	if (status != CTXH_ENOMEM || (reserve == NULL && !must))
		return 0;
	return give_reserve();
}

void *
xmalloc(size_t size)
{
	void *p;

	do
		p = malloc(size == 0 ? 1 : size);
	while (p == NULL && give_reserve());
	return p;
}

void *
xrealloc(void *p, size_t size)
{
	void *new;

	do
		new = realloc(p, size == 0 ? 1 : size);
	while (new == NULL && give_reserve());
	return new;
}

char *
xstrdup(const char *s)
{
	return xstrndup(s, strlen(s));
}

char *
xstrndup(const char *s, size_t len)
{
	char *copy = xmalloc(len + 1);

	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *
xvasprintf(const char *fmt, va_list ap)
{
	va_list again;
	char *s;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	s = xmalloc((size_t)(n < 0 ? 0 : n) + 1);
	s[0] = '\0';
	if (n > 0)
		vsnprintf(s, (size_t)n + 1, fmt, ap);
	return s;
}

char *
xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = xvasprintf(fmt, ap);
	va_end(ap);
	return s;
}

char *
cut_full(char *buf, size_t size)
{
	static const char more[] = "…";
	size_t n = strlen(buf);

	if (n + 1 < size || size <= sizeof(more))
		return buf;
	n = size - sizeof(more);
	while (n > 0 && ((unsigned char)buf[n] & 0xc0) == 0x80)
		n--;
	memcpy(buf + n, more, sizeof(more));
	return buf;
}

void
wipe(void *p, size_t size)
{
	volatile unsigned char *v = p;

	while (size-- > 0)
		*v++ = 0;
}

void
wipe_free(char *s)
{
	if (s != NULL)
		wipe(s, strlen(s));
	free(s);
}

/* Not realloc(): what is left behind may be about a person. */
static void
grow(struct str *b, size_t len)
{
	size_t cap = b->cap * 2 + len + 64;
	char *s = xmalloc(cap);

	if (b->s != NULL) {
		memcpy(s, b->s, b->len);
		wipe(b->s, b->cap);
		free(b->s);
	}
	b->s = s;
	b->cap = cap;
}

void
str_add(struct str *b, const char *s, size_t len)
{
	if (b->cap - b->len < len + 1)
		grow(b, len);
	memcpy(b->s + b->len, s, len);
	b->len += len;
	b->s[b->len] = '\0';
}

void
str_puts(struct str *b, const char *s)
{
	str_add(b, s, strlen(s));
}

void
str_printf(struct str *b, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = xvasprintf(fmt, ap);
	va_end(ap);
	str_puts(b, s);
	wipe_free(s);
}

const char *
val_str(const ctxh_value *v, const char *key)
{
	return ctxh_value_str(ctxh_value_get(v, key));
}

int64_t
val_int(const ctxh_value *v, const char *key)
{
	return (int64_t)ctxh_value_num(ctxh_value_get(v, key));
}

int
val_true(const ctxh_value *v, const char *key)
{
	return ctxh_value_is_true(ctxh_value_get(v, key));
}

const ctxh_value *
val_find(const ctxh_value *list, const char *key, const char *text)
{
	const ctxh_value *v;
	const char *s;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v)) {
		s = val_str(v, key);
		if (s != NULL && strcmp(s, text) == 0)
			return v;
	}
	return NULL;
}

ctxh_value *
val_copy(const ctxh_value *v)
{
	ctxh_value *copy = NULL;

	while (v != NULL && (copy = ctxh_value_copy(v)) == NULL &&
	    give_reserve())
		;
	return copy;
}

void
val_put(ctxh_value *object, const char *key, ctxh_value *item)
{
	if (ctxh_value_put(object, key, item) != CTXH_OK)
		no_memory();
}

void
val_put_text(ctxh_value *object, const char *key, const char *text)
{
	val_put(object, key, ctxh_value_text(text));
}

void
val_put_int(ctxh_value *object, const char *key, int64_t n)
{
	val_put(object, key, ctxh_value_number((double)n));
}

void
val_put_bool(ctxh_value *object, const char *key, int truth)
{
	val_put(object, key, ctxh_value_bool(truth));
}

char *
val_print(const ctxh_value *v, int pretty)
{
	char *s;

	do
		s = ctxh_value_print(v, pretty);
	while (s == NULL && give_reserve());
	return s;
}

void
val_push(ctxh_value *list, ctxh_value *item)
{
	if (ctxh_value_push(list, item) != CTXH_OK)
		no_memory();
}

/* ---- other processes ---- */

int
wait_for(pid_t pid, int *status)
{
	while (waitpid(pid, status, 0) == -1)
		if (errno != EINTR || app_interrupted())
			return 0;
	return 1;
}
