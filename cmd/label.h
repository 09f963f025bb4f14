/*
 * label.h: forms and their fields as the library describes them, and the
 * labels of codes.  Labels are never translated: they are the regulation's.
 */
#ifndef LABEL_H
#define LABEL_H

#include "ctxh.h"

struct app;
struct opts;

enum field_type {
	FIELD_TEXT, FIELD_TIME, FIELD_DATE, FIELD_BOOL, FIELD_INT, FIELD_CODE,
	FIELD_AGENCY, FIELD_STUDENT, FIELD_CASE,
	FIELD_CODES, FIELD_TEXTS, FIELD_LIST	/* the lists */
};

/* The form of that id or verb; NULL where there is none or forms fail. */
const ctxh_value *form_named(struct app *, const char *name);
/* A field of a form, or of a list field's items; NULL where there is none. */
const ctxh_value *field_named(const ctxh_value *form, const char *id);
enum field_type field_type(const ctxh_value *field);
/* A field or a choice that other rule sets than the newest have: for the cases
 * that go by them. */
int	 is_of_others(const ctxh_value *);
/* A choice to propose: of the newest rule set, and there today.  Others may be
 * named, too. */
int	 is_proposed(const ctxh_value *choice);
/* The field's label; its id where it has none. */
const char *field_label(const ctxh_value *field);
/* The label of one of the field's choices; the code where it has none. */
const char *choice_label(const ctxh_value *field, const char *code);

/*
 * The label of a code of a list of the rule set: "states", "category",
 * "level", "route", "deadlines", ...  The code itself where there is none;
 * "" for NULL.
 */
const char *code_label(struct app *, const char *list, const char *code);
/* The same of the rule set that a row says its case goes by ("rules"); of the
 * newest where it says none. */
const char *row_code_label(struct app *, const ctxh_value *row,
	    const char *list, const char *code);
/* The codes of such a list as an option's choices, owned by the options;
 * NULL where there is no such list. */
struct opt_choice *code_choices(struct app *, struct opts *,
	    const char *list);
/* A field's choices in the same way; NULL where it has none. */
struct opt_choice *field_choices(struct opts *, const ctxh_value *field);

#endif
