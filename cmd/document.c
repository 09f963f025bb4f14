/*
 * A document as "show" prints it, of a case or of a register.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "due.h"
#include "form.h"
#include "label.h"
#include "out.h"
#include "util.h"

/* The fields as they are shown: an agency by the name that it had, and its
 * code.  Caller frees. */
static ctxh_value *
shown_fields(const ctxh_value *form, const ctxh_value *d)
{
	ctxh_value *fields = val_copy(ctxh_value_get(d, "fields"));
	const char *name = val_str(d, "agency_name"), *id, *code;
	const ctxh_value *f;
	char *s;

	for (f = ctxh_value_first(ctxh_value_get(form, "fields"));
	    f != NULL && name != NULL; f = ctxh_value_next(f)) {
		id = val_str(f, "id");
		code = val_str(fields, id);
		if (field_type(f) != FIELD_AGENCY || code == NULL)
			continue;
		s = xasprintf("%s (%s)", name, code);
		val_put_text(fields, id, s);
		free(s);
		break;
	}
	return fields;
}

void
document_show(struct out *out, struct app *app, const ctxh_value *d)
{
	const ctxh_value *form = form_named(app, val_str(d, "form"));
	char at[64], recorded[64];
	const char *title = val_str(form != NULL ? form : d, "title");
	ctxh_value *fields;

	out_printf(out, "\n  %s  %s",
	    out_show_time(NULL, d, ctxh_value_get(d, "at"), at, sizeof(at)),
	    title != NULL ? title : val_str(d, "form"));
	if (val_true(d, "superseded"))
		out_printf(out, " (%s)", T("superseded"));
	if (val_str(d, "decided") != NULL)
		out_printf(out, " (%s)", strcmp(val_str(d, "decided"),
		    "key") == 0 ? T("signed with the key") :
		    T("transcribed from paper"));
	out_puts(out, "\n");
	out_style(out, STYLE_DIM);
	out_puts(out, "    ");
	out_printf(out, T("%s, recorded %s by %s"), val_str(d, "id"),
	    out_show_time(NULL, d, ctxh_value_get(d, "recorded_at"), recorded,
	    sizeof(recorded)), val_str(d, "by"));
	out_puts(out, "\n");
	out_style(out, STYLE_NONE);
	fields = shown_fields(form, d);
	fields_show(out, form, fields);
	ctxh_value_free(fields);
	if (ctxh_value_get(d, "deadlines") != NULL)
		due_recounted(out, ctxh_value_get(d, "deadlines"));
}
