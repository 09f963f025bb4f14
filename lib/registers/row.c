#include "registers/row.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "registers/activity.h"
#include "registers/record.h"
#include "rules/book.h"
#include "rules/fill.h"
#include "text/fold.h"

struct row_form {
	ctxh		*h;
	const struct rules *rules;
	const struct form *form;
	const struct fieldset *set;	/* the form's, or those of its list */
	struct row_column *columns;
	const struct field **fields;	/* of each */
	size_t		 n;
	struct entry_recorder rec;
	ctxh_value	*row;		/* the fields of the one under way */
	char		*section;	/* whose rows these are; or NULL */
	ctxh_value	*notices;	/* of the row before; or NULL */
};

/* ---- cells ---- */

static int
same_folded(const char *a, const char *key, struct buf *scratch)
{
	if (a == NULL)
		return 0;
	fold_key(a, strlen(a), scratch);
	return scratch->len > 0 && strcmp(scratch->data, key) == 0;
}

/* The code that the text is, or the label of; the text itself where it is
 * none. */
static int
code_of(ctxh *h, const struct codes *codes, const char *text, char **out)
{
	struct buf	key = { 0 }, scratch = { 0 };
	const char	*found = text;
	size_t		i;

	fold_key(text, strlen(text), &key);
	for (i = 0; key.len > 0 && i < codes->count; i++)
		if (strcmp(codes->list[i].code, text) == 0 ||
		    same_folded(codes->list[i].code, key.data, &scratch) ||
		    same_folded(codes->list[i].label.vi, key.data, &scratch) ||
		    same_folded(codes->list[i].label.en, key.data, &scratch)) {
			found = codes->list[i].code;
			break;
		}
	*out = buf_failed(&key) || buf_failed(&scratch) ? NULL :
	    strdup(found);
	buf_free(&key);
	buf_free(&scratch);
	return *out != NULL ? CTXH_OK : fail_nomem(h);
}

/* "1.250.000" and "1 250 000" without what stands between thousands. */
static void
plain_number(const char *text, char *out, size_t size)
{
	size_t	i, n = 0, run = 0, groups = 0;

	for (i = 0; text[i] != '\0' && n + 1 < size; i++) {
		if (strchr("., ", text[i]) != NULL) {
			if (run == 0 || run > 3 || (groups > 0 && run != 3))
				break;
			groups++;
			run = 0;
			continue;
		}
		run++;
		out[n++] = text[i];
	}
	out[n] = '\0';
	if (text[i] != '\0' || (groups > 0 && run != 3))
		(void)strncpy(out, text, size - 1);
	out[size - 1] = '\0';
}

static const char *
truth_of(const char *text, struct buf *scratch)
{
	static const char *const yes[] = { "x", "co", "yes", "true", "1",
	    "dung" };
	static const char *const no[] = { "khong", "no", "false", "0", "sai" };
	size_t i;

	fold_key(text, strlen(text), scratch);
	for (i = 0; scratch->len > 0 && i < sizeof(yes) / sizeof(*yes); i++)
		if (strcmp(yes[i], scratch->data) == 0)
			return "true";
	for (i = 0; scratch->len > 0 && i < sizeof(no) / sizeof(*no); i++)
		if (strcmp(no[i], scratch->data) == 0)
			return "false";
	return text;
}

static int
put_items(ctxh *h, const struct field *f, const char *text,
    ctxh_value *fields)
{
	ctxh_value	*list = ctxh_value_list();
	const char	*apart = f->type == FIELD_CODES ? ";," : ";";
	char		*item, *code;
	size_t		 n;
	int		 rc = list != NULL ? CTXH_OK : fail_nomem(h);

	for (; rc == CTXH_OK && *text != '\0'; text += text[n] != '\0') {
		text += strspn(text, " ");
		n = strcspn(text, apart);
		if ((item = strndup(text, n)) == NULL) {
			rc = fail_nomem(h);
			break;
		}
		while (n > 0 && item[strlen(item) - 1] == ' ')
			item[strlen(item) - 1] = '\0';
		text += n;
		n = 0;
		if (f->type == FIELD_CODES) {
			rc = code_of(h, f->codes, item, &code);
			str_wipe_free(item);
			item = code;
		}
		if (rc == CTXH_OK && push_text(list, item) != 0)
			rc = fail_nomem(h);
		str_wipe_free(item);
	}
	if (rc == CTXH_OK)
		return put(fields, f->id, list) == 0 ? CTXH_OK :
		    fail_nomem(h);
	ctxh_value_free(list);
	return rc;
}

static int
put_code(ctxh *h, const struct field *f, const char *text,
    ctxh_value *fields)
{
	char	*code;
	int	 rc;

	if ((rc = code_of(h, f->codes, text, &code)) != CTXH_OK)
		return rc;
	rc = put_text(fields, f->id, code) == 0 ? CTXH_OK : fail_nomem(h);
	free(code);
	return rc;
}

/* ---- the form ---- */

/* A row of a roadmap. */
static int
is_plan(const struct row_form *f)
{
	return f->form->kind == REGISTER_ACTIVITY &&
	    f->form->step == STEP_START && f->set == &f->form->set;
}

static int
completes(const struct row_form *f, const char *field)
{
	return is_plan(f) && activity_completes(field);
}

static int
gather(ctxh *h, struct row_form *f)
{
	const struct field *d;

	f->columns = calloc(f->set->count, sizeof(*f->columns));
	f->fields = calloc(f->set->count, sizeof(*f->fields));
	if (f->columns == NULL || f->fields == NULL)
		return fail_nomem(h);
	EACH(d, f->set->list, f->set->count) {
		if (d->type == FIELD_LIST)
			continue;
		f->columns[f->n] = (struct row_column){ d->id, d->label.vi,
		    d->label.en, d->required && d->default_count == 0 &&
		    !completes(f, d->id),
		    d->type == FIELD_STUDENT };
		f->fields[f->n++] = d;
	}
	return CTXH_OK;
}

static int
choose_set(ctxh *h, struct row_form *f, const char *field)
{
	const struct field *list = field != NULL ?
	    form_field(f->form, field) : NULL;

	f->set = list != NULL ? &list->set : &f->form->set;
	if (field == NULL || (list != NULL && list->type == FIELD_LIST))
		return CTXH_OK;
	return fail(h, CTXH_EUSAGE, T(h, "no such field: \"%s\""), field);
}

int
row_form_open(ctxh *h, const char *form, const char *field, int year,
    struct row_form **out)
{
	struct row_form	*f;
	int		 rc;

	*out = NULL;
	if ((rc = rulebook_refresh(h)) != CTXH_OK)
		return rc;
	if ((f = calloc(1, sizeof(*f))) == NULL)
		return fail_nomem(h);
	f->h = h;
	f->rec.year = year;
	f->form = entry_form(h, form);
	f->rules = rules_of_form(h, form);
	if (f->form == NULL)
		rc = rulebook_load(h) != CTXH_OK ? h->status : fail(h,
		    CTXH_EUSAGE, T(h, "no such form: \"%s\""), form);
	else if ((rc = form_need_role(h, f->form)) == CTXH_OK &&
	    (rc = choose_set(h, f, field)) == CTXH_OK)
		rc = gather(h, f);
	if (rc == CTXH_OK)
		*out = f;
	else
		row_form_close(f);
	return rc;
}

void
row_form_close(struct row_form *f)
{
	if (f == NULL)
		return;
	entry_recorder_end(&f->rec);
	ctxh_value_free(f->row);
	str_wipe_free(f->section);
	ctxh_value_free(f->notices);
	free(f->columns);
	free(f->fields);
	free(f);
}

const char *
row_form_id(const struct row_form *f)
{
	return f->form->id;
}

int
row_form_begins(const struct row_form *f)
{
	return f->form->step == STEP_START || f->set != &f->form->set;
}

size_t
row_form_columns(const struct row_form *f, const struct row_column **out)
{
	*out = f->columns;
	return f->n;
}

void
row_form_shown(const struct row_form *f, void (*fn)(void *, const char *),
    void *ctx)
{
	static const char *const shown[] = { "register", "open", "ended",
	    "class", "grade", "sex", "ethnic", "plan", "status", "name",
	    "from", "used_value", "used_hours" };
	const struct form	*o;
	const struct field	*d;
	size_t			 i;

	for (i = 0; i < sizeof(shown) / sizeof(*shown); i++)
		if (form_field(f->form, shown[i]) == NULL)
			fn(ctx, shown[i]);
	if (row_form_begins(f))
		fn(ctx, "entry");
	EACH(o, f->rules->forms, f->rules->form_count) {
		if (o->needs_case != FORM_CASE_NONE || o == f->form ||
		    o->kind != f->form->kind)
			continue;
		EACH(d, o->set.list, o->set.count)
			if (form_field(f->form, d->id) == NULL)
				fn(ctx, d->id);
	}
}

/* ---- a row ---- */

int
row_begin(struct row_form *f)
{
	ctxh_value_free(f->row);
	f->row = ctxh_value_object();
	return f->row != NULL ? CTXH_OK : fail_nomem(f->h);
}

int
row_cell_value(struct row_form *f, const struct rows *rows, size_t column,
    const char *text)
{
	const struct field	*d = f->fields[column];
	struct buf		 scratch = { 0 };
	char			 number[32], day[11];
	int			 bad;

	switch (d->type) {
	case FIELD_CODE:
		return put_code(f->h, d, text, f->row);
	case FIELD_CODES:
	case FIELD_TEXTS:
		return put_items(f->h, d, text, f->row);
	case FIELD_INT:
		plain_number(text, number, sizeof(number));
		bad = put_text(f->row, d->id, number);
		break;
	case FIELD_BOOL:
		bad = put_text(f->row, d->id, truth_of(text, &scratch));
		break;
	case FIELD_TIME:
	case FIELD_DATE:
		bad = put_text(f->row, d->id, rows_day(rows, text,
		    strlen(text), day) ? day : text);
		break;
	default:
		bad = put_text(f->row, d->id, text);
	}
	buf_free(&scratch);
	return bad ? fail_nomem(f->h) : CTXH_OK;
}

int
row_record(struct row_form *f, const char *number, enum row_end *what)
{
	const struct field	*when = f->form->when;
	ctxh_value		*answer = NULL;
	int			 rc, is;

	*what = ROW_SAME;
	if (is_plan(f) && ((rc = activity_row(f->h, f->row, &f->section,
	    f->rec.year, &is)) != CTXH_OK || is == ACTIVITY_ROW_SECTION)) {
		*what = ROW_TITLE;
		return rc;
	}
	/* What is typed in is of now; a list says when. */
	if (ctxh_value_get(f->row, when->id) == NULL) {
		(void)fail(f->h, CTXH_EUSAGE, T(f->h, "no date: \"%s\""),
		    when->id);
		return fail_where_text(f->h, "field", when->id);
	}
	rc = entry_record(f->h, &f->rec, f->form->id, number, 0, f->row,
	    ENTRY_SKIP_SAME, NULL, &answer);
	*what = answer != NULL ? ROW_NEW : ROW_SAME;
	ctxh_value_free(f->notices);
	f->notices = ctxh_value_take(answer, "notices");
	ctxh_value_free(answer);
	return rc;
}

ctxh_value *
row_item(struct row_form *f)
{
	ctxh_value *item = f->row;

	f->row = NULL;
	return item;
}

const ctxh_value *
row_notices(const struct row_form *f)
{
	return f->notices;
}

size_t
row_blamed(const struct row_form *f)
{
	const char	*id = get_text(f->h->where, "field");
	size_t		 i;

	for (i = 0; i < f->n; i++)
		if (id != NULL && strcmp(f->columns[i].id, id) == 0)
			break;
	return i;
}
