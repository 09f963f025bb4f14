/*
 * Lists and objects in each format.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "out_int.h"
#include "util.h"

int
out_begin(struct out *out, const struct out_column *columns, void *ctx)
{
	out->columns = columns;
	out->ctx = ctx;
	out->count = 0;
	out->printer->begin(out);
	return out->error == 0 ? CTXH_OK : CTXH_EINTERRUPTED;
}

int
out_row(void *ctx, const ctxh_value *row)
{
	struct out *out = ctx;

	out->printer->row(out, row);
	out->count++;
	return out->error != 0 || app_interrupted() ? CTXH_EINTERRUPTED :
	    CTXH_OK;
}

int
out_end(struct out *out)
{
	out->printer->end(out);
	if (out->count == 0 && out->if_empty != NULL && out_is_text(out))
		out_printf(out, "%s\n", out->if_empty);
	out->if_empty = NULL;
	return out->error == 0 ? CTXH_OK : CTXH_EINTERRUPTED;
}

size_t
out_count(const struct out *out)
{
	return out->count;
}

void
out_if_empty(struct out *out, const char *text)
{
	out->if_empty = text;
}

int
out_rows(struct out *out, const struct out_column *columns, void *ctx,
    const ctxh_value *list)
{
	const ctxh_value *v;
	int rc = out_begin(out, columns, ctx);

	for (v = ctxh_value_first(list); rc == CTXH_OK && v != NULL;
	    v = ctxh_value_next(v))
		rc = out_row(out, v);
	return rc == CTXH_OK ? out_end(out) : rc;
}

static void
text_lines(struct out *out, const ctxh_value *object)
{
	const ctxh_value *v;
	char *s;

	for (v = ctxh_value_first(object); v != NULL; v = ctxh_value_next(v)) {
		if (ctxh_value_kind(v) == CTXH_TEXT) {
			out_printf(out, "%s: %s\n", ctxh_value_key(v),
			    ctxh_value_str(v));
			continue;
		}
		s = val_print(v, 0);
		out_printf(out, "%s: %s\n", ctxh_value_key(v), s);
		wipe_free(s);
	}
}

int
out_object(struct out *out, const ctxh_value *object, out_text_fn text,
    void *ctx)
{
	if (out->format != OUT_TEXT)
		out->printer->object(out, object);
	else if (text != NULL)
		text(out, ctx, object);
	else
		text_lines(out, object);
	return out->error == 0 ? CTXH_OK : CTXH_EINTERRUPTED;
}

/* ---- JSON ---- */

static void
json_value(struct out *out, const ctxh_value *v, int pretty)
{
	char *s = val_print(v, pretty);

	out_raw(out, s, strlen(s));
	wipe_free(s);
}

static void
json_begin(struct out *out)
{
	(void)out;		/* "[" waits: an error may come instead */
}

static void
json_row(struct out *out, const ctxh_value *row)
{
	if (out->count == 0)
		out_raw(out, "[\n", 2);
	else
		out_raw(out, ",\n", 2);
	json_value(out, row, 0);
}

static void
json_end(struct out *out)
{
	if (out->count == 0)
		out_raw(out, "[]\n", 3);
	else
		out_raw(out, "\n]\n", 3);
}

static void
json_object(struct out *out, const ctxh_value *v)
{
	json_value(out, v, 1);
	out_raw(out, "\n", 1);
}

const struct printer printer_json = { json_begin, json_row, json_end,
	json_object };

static void
jsonl_row(struct out *out, const ctxh_value *row)
{
	json_value(out, row, 0);
	out_raw(out, "\n", 1);
}

const struct printer printer_jsonl = { json_begin, jsonl_row, json_begin,
	jsonl_row };
