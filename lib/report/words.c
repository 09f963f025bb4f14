#include "report/words.h"

#include <stdio.h>

#include "base/mem.h"
#include "base/value.h"
#include "text/date.h"

const char *
code_words(const struct codes *codes, const char *code)
{
	int i = codes != NULL && code != NULL ? code_index(codes, code) : -1;

	return i >= 0 && codes->list[i].label.vi != NULL ?
	    codes->list[i].label.vi : code;
}

int
put_coded(ctxh_value *o, const char *key, const struct codes *codes,
    const char *code)
{
	char label[RULES_ID_MAX + sizeof("_label")];

	(void)snprintf(label, sizeof(label), "%s_label", key);
	return put_text(o, key, code) |
	    put_text(o, label, code_words(codes, code)) ? -1 : 0;
}

static void
time_words(const struct field *f, const char *s, struct buf *out)
{
	char	moment[17], date[11];
	int64_t	t;
	int	has_time;

	if (f->type == FIELD_DATE && date_parse(s, &t, NULL) == 0) {
		date_show(t, date);
		buf_str(out, date);
	} else if (f->type == FIELD_TIME && moment_parse(s, &t,
	    &has_time, NULL) == 0) {
		moment_show(t, moment);
		buf_str(out, moment);
	} else {
		buf_str(out, s);
	}
}

/* "Label: value, Label: value"; a choice speaks for itself. */
static void
item_words(const struct field *list, const ctxh_value *item, struct buf *out)
{
	const struct field	*f;
	const ctxh_value	*v;
	const char		*between = "";

	EACH(f, list->set.list, list->set.count) {
		v = ctxh_value_get(item, f->id);
		if (ctxh_value_kind(v) == CTXH_NULL)
			continue;
		buf_str(out, between);
		if (f->type != FIELD_CODE)
			buf_fmt(out, "%s: ", f->label.vi);
		field_words(f, v, out);
		between = ", ";
	}
}

static void
list_words(const struct field *f, const ctxh_value *list, struct buf *out)
{
	const ctxh_value	*v;
	const char		*between = "";

	VALUE_EACH(v, list) {
		buf_str(out, between);
		if (f->type == FIELD_LIST)
			item_words(f, v, out);
		else
			field_words(f, v, out);
		between = "; ";
	}
}

void
field_words(const struct field *f, const ctxh_value *v, struct buf *out)
{
	switch (ctxh_value_kind(v)) {
	case CTXH_BOOL:
		buf_str(out, ctxh_value_is_true(v) ? "có" : "không");
		break;
	case CTXH_NUMBER:
		buf_fmt(out, "%lld", (long long)ctxh_value_num(v));
		break;
	case CTXH_TEXT:
		if (f->codes != NULL)
			buf_str(out, code_words(f->codes, ctxh_value_str(v)));
		else
			time_words(f, ctxh_value_str(v), out);
		break;
	case CTXH_LIST:
		list_words(f, v, out);
		break;
	default:
		break;
	}
}
