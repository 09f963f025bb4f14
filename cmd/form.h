/*
 * form.h: one way for every form verb: options made from the form, fields
 * gathered from options, JSON or answers, one call of ctxh_record().
 */
#ifndef FORM_H
#define FORM_H

#include "ctxh.h"

struct app;
struct cmd;
struct opts;
struct out;

/* A form that is being filled in. */
struct entry {
	struct app	*app;
	struct opts	*o;
	const ctxh_value *form;		/* as ctxh_forms() describes it */
	const char	*case_no;	/* NULL: none */
	char		*case_typed;	/* owns case_no where it was asked */
	unsigned	 flags;		/* CTXH_AMEND, CTXH_DRY_RUN */
	ctxh_value	*fields;	/* what ctxh_record() gets */
	ctxh_value	*tables;	/* lists that came from a table: "path",
					 * "lines"; NULL: none */
	const char	*stdin_for;	/* the option that took it, or NULL */
};

/* ---- form.c: a form verb's prepare and run ---- */
int	 form_prepare(struct app *, const struct cmd *, struct opts *);
/* The options of a verb's form. */
int	 form_options(struct app *, const char *verb, struct opts *);
/* The option of one field of it. */
int	 form_option(struct app *, const char *verb, const char *field,
	    struct opts *);
int	 form_run(struct app *, struct opts *);
/* The register of the form, or NULL: it is a case's. */
const char *form_register(const struct entry *);
/* The case, or the entry of a register, that is named, as its "show" gives
 * it; *number is its number there, borrowed of *shown. */
int	 form_shown(const struct entry *, unsigned flags, ctxh_value **shown,
	    const char **number);
/* What the state that the case is in now has against the form, as a text to
 * be freed; NULL: nothing, or it is said when the document happened. */
char	*form_against(const struct entry *, const ctxh_value *shown);
/* Records one document and prints what came of it. */
int	 form_record(struct entry *);

/* ---- form_fields.c ---- */
/* Whether the command line says anything of the form itself. */
int	 form_given(const struct entry *);
/* As if --name text stood there, too; text is borrowed. */
void	 form_give(struct opts *, const char *name, const char *text);
/* e->fields from --json and the options; CTXH_EUSAGE through app_fail(). */
int	 form_fields(struct entry *);

/* ---- form_table.c ---- */
/* The items of the form's list field from a table; caller frees. */
int	 form_table(struct entry *, const char *field, const char *path,
	    ctxh_value **items);
/* Names the line of the item that a failure to record is about; the status. */
int	 form_table_blame(struct entry *, int status);

/* ---- prompt.c, ask.c ---- */
/* Nothing was given that the form asks for, and somebody is there. */
int	 form_can_ask(const struct entry *);
/* Asks for the fields one after the other, shows them all, and asks whether
 * to record.  CTXH_EFAIL where that is declined. */
int	 form_ask(struct entry *);
/* Asks for one field; *value is NULL where it is left out. */
int	 ask_field(struct app *, const ctxh_value *field, const char *fallback,
	    ctxh_value **value);

/* ---- form_out.c ---- */
/* What ctxh_record() gave. */
int	 form_print(struct entry *, const ctxh_value *result);
/* "notices" of what was recorded: what must be done at once stands out. */
void	 print_notices(struct out *, const ctxh_value *list);
/* A field's value as people read it; caller frees with wipe_free(). */
char	*field_show(const ctxh_value *field, const ctxh_value *value);
/* A document as ctxh_case_show() and ctxh_entry_show() give it. */
void	 document_show(struct out *, struct app *, const ctxh_value *doc);
/* "  Label: value" lines of all fields given, on standard error or out. */
void	 fields_show(struct out *, const ctxh_value *form,
	    const ctxh_value *fields);


/* ---- batch.c ---- */
/* Records a file of documents, all of form unless that is NULL. */
int	 batch_run(struct app *, const char *form, const char *path,
	    unsigned flags);
/* Fails as the library just did, with the file's name to the place. */
int	 fail_in_file(struct app *, int status, const char *path);
/* The "errors" of a result, for the person at the terminal, where there are
 * at least so many. */
void	 warn_errors(struct app *, const char *path, const ctxh_value *result,
	    size_t least);

#endif
