/*
 * ctxh staff: who may work with the store.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "keymake.h"
#include "opt.h"
#include "out.h"
#include "session.h"
#include "term.h"
#include "util.h"

static const struct opt_choice roles[] = {
	{ "focal", N_("focal person of social work") },
	{ "principal", N_("head of the school, or a deputy") },
	{ "staff", N_("teacher or employee: reads nothing of cases") },
	{ "reporter", N_("reads numbers and cases without names") },
	{ 0 }
};

static const char *
show_role(void *ctx, const ctxh_value *row, const ctxh_value *cell, char *buf,
    size_t size)
{
	const char *code = ctxh_value_str(cell);

	(void)ctx;
	(void)row;
	(void)buf;
	(void)size;
	for (const struct opt_choice *c = roles; code != NULL &&
	    c->code != NULL; c++)
		if (strcmp(c->code, code) == 0)
			return T(c->label);
	return code == NULL ? "" : code;
}

static enum out_style
former_is_dim(void *ctx, const ctxh_value *row)
{
	(void)ctx;
	return val_true(row, "active") ? STYLE_NONE : STYLE_DIM;
}

static const struct out_column columns[] = {
	{ "handle", N_("User"), NULL, former_is_dim, 0 },
	{ "role", N_("Role"), show_role, former_is_dim, 0 },
	{ "name", N_("Name"), NULL, former_is_dim, 0 },
	{ "active", N_("Active"), out_show_bool, former_is_dim, 0 },
	{ "since", N_("Since"), out_show_date, former_is_dim, 0 },
	{ "until", N_("Until"), out_show_date, former_is_dim, 0 },
	{ "added_by", N_("Added by"), NULL, former_is_dim, 0 },
	{ "public", NULL, NULL, NULL, 0 },
	{ 0 }
};

static int
run_list(struct app *app, struct opts *o)
{
	ctxh_value *list = NULL;
	int rc = ctxh_staff_list(app->h, &list);

	(void)o;
	if (rc == CTXH_OK)
		rc = out_rows(app->out, columns, NULL, list);
	ctxh_value_free(list);
	return rc;
}

static void
text_add(struct out *out, void *ctx, const ctxh_value *v)
{
	const char *key = val_str(v, "key");

	(void)ctx;
	out_printf(out, T("Admitted %s (%s)."), val_str(v, "handle"),
	    val_str(v, "role"));
	out_puts(out, "\n");
	if (key == NULL)
		return;
	out_printf(out, "%s %s\n", T("Key file:"), key);
	out_printf(out, "%s\n", T("Hand it over on a USB stick, not by e-mail; "
	    "its owner sets a passphrase with: ctxh key passphrase"));
}

static int
show_added(struct app *app, const struct opts *o, const char *key)
{
	ctxh_value *v = ctxh_value_object();
	int rc;

	val_put_int(v, "format", 1);
	val_put_text(v, "handle", opt_arg(o, 0));
	val_put_text(v, "role", opt_text(o, "role"));
	val_put_text(v, "name", opt_text(o, "name"));
	val_put_text(v, "key", key);
	rc = out_object(app->out, v, text_add, NULL);
	ctxh_value_free(v);
	return rc;
}

static int
is_member(struct app *app, const char *handle, int *is)
{
	ctxh_value *list = NULL;
	int rc = ctxh_staff_list(app->h, &list);

	*is = rc == CTXH_OK && val_find(list, "handle", handle) != NULL;
	ctxh_value_free(list);
	return rc;
}

/* The key file is made here; it is there before the member is.  Whoever is a
 * member already is refused by the library, with its words. */
static int
add_with_new_key(struct app *app, const struct opts *o, struct new_key *k)
{
	const char *handle = opt_arg(o, 0);
	char *folder = NULL;
	int rc, is = 0;

	rc = is_member(app, handle, &is);
	if (rc == CTXH_OK)
		rc = session_key_dir(app, ctxh_store_id(app->h), &folder);
	if (rc == CTXH_OK)
		rc = keymake_start(app, folder, handle, NULL, k);
	if (rc == CTXH_OK && !is)
		rc = keymake_target(app, folder, handle,
		    opt_text(o, "output"), k);
	if (rc == CTXH_OK)
		rc = ctxh_staff_add(app->h, handle, opt_text(o, "role"),
		    opt_text(o, "name"), k->pub);
	if (rc == CTXH_OK)
		rc = keymake_place(app, k);
	free(folder);
	return rc;
}

static int
run_add(struct app *app, struct opts *o)
{
	struct new_key k = { 0 };
	int rc;

	if (opt_given(o, "key"))
		rc = ctxh_staff_add(app->h, opt_arg(o, 0), opt_text(o, "role"),
		    opt_text(o, "name"), opt_text(o, "key"));
	else
		rc = add_with_new_key(app, o, &k);
	if (rc == CTXH_OK)
		rc = show_added(app, o, k.path);
	keymake_free(&k);
	return rc;
}

static void
text_retire(struct out *out, void *ctx, const ctxh_value *v)
{
	(void)ctx;
	out_printf(out, T("Retired %s: the key is refused from now on."),
	    val_str(v, "handle"));
	out_printf(out, "\n%s\n", T("What was sealed before stays readable to "
	    "who kept a copy of the key and of the store."));
}

static int
run_retire(struct app *app, struct opts *o)
{
	ctxh_value *v;
	int rc = ctxh_staff_retire(app->h, opt_arg(o, 0));

	if (rc != CTXH_OK)
		return rc;
	v = ctxh_value_object();
	val_put_int(v, "format", 1);
	val_put_text(v, "handle", opt_arg(o, 0));
	rc = out_object(app->out, v, text_retire, NULL);
	ctxh_value_free(v);
	return rc;
}

static const struct opt_spec add_options[] = {
	{ "role", 0, OPT_TEXT, OPT_REQUIRED, N_("ROLE"),
	    N_("what the member may do"), roles },
	{ "name", 0, OPT_TEXT, OPT_REQUIRED, N_("NAME"), N_("the full name"),
	    NULL },
	{ "key", 0, OPT_TEXT, 0, N_("PUBLIC"),
	    N_("the public key of ctxh key new; default: a key is made here"),
	    NULL },
	{ "output", 'o', OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("where the new key file goes; default: your folder of keys"),
	    NULL },
	{ 0 }
};

static const struct cmd subs[] = {
	{ .name = "add", .run = run_add, .args = N_("HANDLE"), .min_args = 1,
	    .max_args = 1, .flags = CMD_WRITE | CMD_KEY,
	    .options = add_options, .summary = N_("admit a member"),
	    .example = "  ctxh staff add hieu-truong --role principal "
	    "--name \"Nguyễn Văn Bình\"" },
	{ .name = "list", .run = run_list, .flags = CMD_KEY | CMD_PAGER,
	    .summary = N_("all members, former ones too") },
	{ .name = "retire", .run = run_retire, .args = N_("HANDLE"),
	    .min_args = 1, .max_args = 1, .flags = CMD_WRITE | CMD_KEY,
	    .summary = N_("refuse a member's key from now on") },
	{ 0 }
};

const struct cmd cmd_staff = {
	.name = "staff", .group = GROUP_START, .sub = subs,
	.summary = N_("who may work with the store: add, list, retire"),
};
