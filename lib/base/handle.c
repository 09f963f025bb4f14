#include "base/handle.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sodium.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/value.h"
#include "vi.h"

#define AT_CLOSE (sizeof(((ctxh *)0)->at_close) / sizeof(void (*)(ctxh *)))

static int
text_cmp(const void *key, const void *entry)
{
	return strcmp(key, ((const struct vi_text *)entry)->en);
}

const char *
handle_text(const ctxh *h, const char *en)
{
	const struct vi_text *t;

	if (h->opt.lang == CTXH_EN)
		return en;
	t = bsearch(en, vi_texts, vi_texts_count, sizeof(vi_texts[0]),
	    text_cmp);
	return t != NULL ? t->vi : en;
}

int
fail(ctxh *h, int status, const char *fmt, ...)
{
	struct buf	 b = { .max = 65536 };
	char		 text[4096];
	va_list		 ap;
	int		 n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	/* Where it was cut, not within a character. */
	if (n >= (int)sizeof(text)) {
		for (n = sizeof(text) - 1; n > 0 && (text[n - 1] & 0xc0) ==
		    0x80; n--)
			;
		text[n > 0 ? n - 1 : 0] = '\0';
	}
	fail_clear(h);
	h->status = status;
	buf_str(&b, text);
	h->message = buf_take(&b);
	return status;
}

int
fail_nomem(ctxh *h)
{
	return fail(h, CTXH_ENOMEM, "%s", T(h, "out of memory"));
}

int
fail_where_int(ctxh *h, const char *key, int64_t n)
{
	if (h->where == NULL)
		h->where = ctxh_value_object();
	(void)put_int(h->where, key, n);
	return h->status;
}

int
fail_where_text(ctxh *h, const char *key, const char *text)
{
	if (h->where == NULL)
		h->where = ctxh_value_object();
	(void)put_text(h->where, key, text);
	return h->status;
}

void
keep_failure(ctxh *h, void (*fn)(ctxh *))
{
	int		 status = h->status;
	char		*message = h->message;
	ctxh_value	*where = h->where;

	h->status = CTXH_OK;
	h->message = NULL;
	h->where = NULL;
	fn(h);
	fail_clear(h);
	h->status = status;
	h->message = message;
	h->where = where;
}

void
fail_clear(ctxh *h)
{
	str_wipe_free(h->message);
	ctxh_value_free(h->where);
	h->message = NULL;
	h->where = NULL;
	h->status = CTXH_OK;
}

EXPORT int
ctxh_new(const struct ctxh_options *options, ctxh **out)
{
	ctxh *h;

	*out = NULL;
	if (options != NULL && options->version != CTXH_OPTIONS_VERSION)
		return CTXH_EUSAGE;
	if (sodium_init() < 0)
		return CTXH_EFAIL;
	if ((h = calloc(1, sizeof(*h))) == NULL)
		return CTXH_ENOMEM;
	if (options != NULL)
		h->opt = *options;
	*out = h;
	return CTXH_OK;
}

EXPORT void
ctxh_close(ctxh *h)
{
	size_t i;

	if (h == NULL)
		return;
	for (i = AT_CLOSE; i-- > 0;)
		if (h->at_close[i] != NULL)
			h->at_close[i](h);
	buf_free(&h->cell);
	fail_clear(h);
	free(h);
}

void
handle_at_close(ctxh *h, void (*fn)(ctxh *))
{
	size_t i;

	for (i = 0; i < AT_CLOSE; i++)
		if (h->at_close[i] == NULL || h->at_close[i] == fn) {
			h->at_close[i] = fn;
			return;
		}
}

EXPORT const char *
ctxh_status_name(int status)
{
	static const struct {
		int		 status;
		const char	*name;
	} names[] = {
		{ CTXH_OK, "ok" }, { CTXH_EFAIL, "failed" },
		{ CTXH_EUSAGE, "usage" }, { CTXH_EPARTLY, "partly" },
		{ CTXH_EDENIED, "denied" }, { CTXH_ENOTFOUND, "not-found" },
		{ CTXH_ERULE, "rule" }, { CTXH_EOVERDUE, "overdue" },
		{ CTXH_ENOSTORE, "no-store" }, { CTXH_EBUSY, "busy" },
		{ CTXH_EKEY, "key" }, { CTXH_EINTEGRITY, "integrity" },
		{ CTXH_ENOMEM, "no-memory" }, { CTXH_EIO, "io" },
		{ CTXH_EINTERRUPTED, "interrupted" },
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].status == status)
			return names[i].name;
	return "failed";
}

EXPORT void
ctxh_text_free(char *text)
{
	str_wipe_free(text);
}

EXPORT int
ctxh_status(const ctxh *h)
{
	return h->status;
}

EXPORT const char *
ctxh_message(const ctxh *h)
{
	/* Without memory for the text, the status still says what it was. */
	if (h->status == CTXH_OK)
		return "";
	return h->message != NULL ? h->message : T(h, "out of memory");
}

EXPORT const ctxh_value *
ctxh_where(const ctxh *h)
{
	return h->where;
}

int64_t
handle_now(const ctxh *h)
{
	return h->opt.now != NULL ? h->opt.now(h->opt.ctx) :
	    (int64_t)time(NULL);
}

void
handle_random(const ctxh *h, void *buf, size_t size)
{
	if (h->opt.random != NULL)
		h->opt.random(h->opt.ctx, buf, size);
	else
		randombytes_buf(buf, size);
}

int
handle_progress(ctxh *h, uint64_t done, uint64_t total)
{
	if (h->opt.progress == NULL ||
	    h->opt.progress(h->opt.progress_ctx, done, total) == 0)
		return CTXH_OK;
	return fail(h, CTXH_EINTERRUPTED, "%s",
	    T(h, "interrupted; nothing was changed"));
}
