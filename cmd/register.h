/*
 * register.h: what the verbs of the prevention side share: each is a register
 * with its forms as subverbs, a list, and one entry shown.
 */
#ifndef REGISTER_H
#define REGISTER_H

#include "cmd.h"
#include "opt.h"
#include "out.h"

/* The subverbs list and show: run functions and options. */
extern const struct opt_spec register_list_options[];
extern const struct opt_spec register_show_options[];
int	 register_show(struct app *, struct opts *);
/* The same with a text of the register's own. */
int	 register_show_as(struct app *, struct opts *, out_text_fn);
/* The list with the columns of the subverb, names or not. */
int	 register_list(struct app *, struct opts *);
/* A code by the label that a form of the register gives it; a column's
 * show. */
const char *register_code(void *app, const ctxh_value *row,
	    const ctxh_value *cell, char *buf, size_t size);

/* As much of a sentence as a row has room for; a column's show. */
const char *register_short(void *app, const ctxh_value *row,
	    const ctxh_value *cell, char *buf, size_t size);
/* What became of the tasks' activities with a plan that was recorded. */
void	 register_changes(struct out *, const ctxh_value *result);
/* How an activity stands, by its "status": a column's show and style. */
const char *activity_status(void *, const ctxh_value *row, const ctxh_value *,
	    char *buf, size_t size);
enum out_style activity_style(void *, const ctxh_value *row);

/* A subverb that records a form: its name, the form's verb, summary,
 * arguments, example. */
#define REGISTER_FORM(called, recorded, what, arguments, sample)	\
	{ .name = called, .form = recorded, .run = form_run,		\
	    .prepare = form_prepare, .flags = CMD_KEY | CMD_WRITE,	\
	    .summary = what, .args = arguments, .max_args = 1,		\
	    .example = sample }
/* The subverb import: a list, row by row a document. */
extern const struct opt_spec register_import_options[];
int	 register_import(struct app *, struct opts *);
#define REGISTER_IMPORT(what, sample)					\
	{ .name = "import", .run = register_import,			\
	    .flags = CMD_WRITE | CMD_KEY, .args = N_("FILE|-"),		\
	    .min_args = 1, .max_args = 1,				\
	    .options = register_import_options, .summary = what,	\
	    .example = sample }
#define REGISTER_SHOW							\
	{ .name = "show", .run = register_show,				\
	    .flags = CMD_KEY | CMD_PAGER, .args = N_("ENTRY"),		\
	    .min_args = 1, .max_args = 1,				\
	    .options = register_show_options,				\
	    .summary = N_("one entry with its documents") }
#define REGISTER_LIST(shown, what)					\
	{ .name = "list", .run = register_list,				\
	    .columns = shown, .flags = CMD_KEY | CMD_PAGER,		\
	    .options = register_list_options, .summary = what }

#endif
