/*
 * Forms of the store's own rule sets that are a verb of no file here: a row of
 * the table is made for each where it is asked for.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "form.h"
#include "util.h"

void
own_free(struct app *app)
{
	if (app->own == NULL)
		return;
	free((char *)(uintptr_t)app->own->name);
	free((char *)(uintptr_t)app->own->summary);
	free(app->own);
	app->own = NULL;
}

/* A form that is no verb of a file here. */
static int
is_own(const ctxh_value *f)
{
	return val_str(f, "register") == NULL &&
	    cmd_find(val_str(f, "verb")) == NULL;
}

const ctxh_value *
own_form(struct app *app, size_t n)
{
	const ctxh_value *f = ctxh_value_first(app_forms(app));

	for (; f != NULL; f = ctxh_value_next(f))
		if (is_own(f) && n-- == 0)
			break;
	return f;
}

const struct cmd *
own_verb(struct app *app, const char *name)
{
	const ctxh_value *f = val_find(app_forms(app), "verb", name);
	const char *needs = val_str(f, "case");

	if (f == NULL || !is_own(f))
		return NULL;
	own_free(app);
	app->own = xmalloc(sizeof(*app->own));
	*app->own = (struct cmd){
		.name = xstrdup(name), .run = form_run,
		.prepare = form_prepare, .flags = CMD_KEY | CMD_WRITE,
		.group = GROUP_CASES, .summary = xstrdup(val_str(f, "title")),
		.args = needs != NULL && strcmp(needs, "required") == 0 ?
		    "CASE" : "[CASE]", .max_args = 1,
	};
	return app->own;
}
