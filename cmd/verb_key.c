/*
 * ctxh key: key files.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "keymake.h"
#include "opt.h"
#include "out.h"
#include "session.h"
#include "term.h"
#include "util.h"

#define SHEET_MAX 65536

/* A store is used where there is one: a key can be made before. */
static int
open_if_there(struct app *app)
{
	if (app->store == NULL && getenv("CTXH_STORE") == NULL) {
		char *path;

		if (session_find(app, &path) != CTXH_OK) {
			free(app->error.message);
			app->error.message = NULL;
			return CTXH_OK;
		}
		free(path);
	}
	return session_open(app, CMD_STORE);
}

static void
text_new(struct out *out, void *ctx, const ctxh_value *v)
{
	(void)ctx;
	out_printf(out, "%s %s\n", T("Key file:"), val_str(v, "key"));
	out_printf(out, "%s %s\n", T("Public key:"), val_str(v, "public"));
	out_printf(out, "%s\n  ctxh staff add %s --role ... --name \"...\" "
	    "--key %s\n", T("Send the public key to the focal person, who "
	    "admits you with:"), val_str(v, "handle"), val_str(v, "public"));
}

static int
show_key(struct app *app, const char *handle, const struct new_key *k,
    out_text_fn text)
{
	ctxh_value *v = ctxh_value_object();
	int rc;

	val_put_int(v, "format", 1);
	val_put_text(v, "handle", handle);
	val_put_text(v, "key", k->path);
	val_put_text(v, "public", k->pub);
	rc = out_object(app->out, v, text, NULL);
	ctxh_value_free(v);
	return rc;
}

static int
run_new(struct app *app, struct opts *o)
{
	const char *handle = opt_arg(o, 0);
	char *folder = NULL, *passphrase = NULL;
	struct new_key k = { 0 };
	int rc;

	rc = open_if_there(app);
	if (rc == CTXH_OK)
		rc = session_key_dir(app, ctxh_store_id(app->h), &folder);
	if (rc == CTXH_OK)
		rc = session_new_passphrase(app, &passphrase);
	if (rc == CTXH_OK)
		rc = keymake_start(app, folder, handle, passphrase, &k);
	if (rc == CTXH_OK)
		rc = keymake_target(app, folder, handle,
		    opt_text(o, "output"), &k);
	if (rc == CTXH_OK)
		rc = keymake_place(app, &k);
	if (rc == CTXH_OK)
		rc = show_key(app, handle, &k, text_new);
	keymake_free(&k);
	wipe_free(passphrase);
	free(folder);
	return rc;
}

/* The key file that an argument names, or the actor's. */
static int
find_key(struct app *app, const struct opts *o, char **path, char **key)
{
	int rc = CTXH_OK;

	*key = NULL;
	*path = NULL;
	if (opt_arg(o, 0) != NULL) {
		*path = xstrdup(opt_arg(o, 0));
	} else {
		rc = open_if_there(app);
		if (rc == CTXH_OK)
			rc = session_key_path(app, ctxh_store_id(app->h),
			    path);
	}
	return rc == CTXH_OK ? session_key_read(app, *path, key) : rc;
}

static void
text_show(struct out *out, void *ctx, const ctxh_value *v)
{
	const char *store = val_str(v, "store");

	(void)ctx;
	out_printf(out, "%s %s\n", T("Key file:"), val_str(v, "key"));
	out_printf(out, "%s %s\n", T("User:"), val_str(v, "handle"));
	if (store != NULL)
		out_printf(out, "%s %s\n", T("Store:"), store);
	out_printf(out, "%s %s\n", T("Public key:"), val_str(v, "public"));
	out_printf(out, "%s %s\n", T("Passphrase:"), val_true(v, "locked") ?
	    T("yes") : T("no"));
}

static int
run_show(struct app *app, struct opts *o)
{
	char *path, *key;
	ctxh_value *info = NULL;
	int rc = find_key(app, o, &path, &key);

	if (rc == CTXH_OK)
		rc = ctxh_key_info(app->h, key, &info);
	if (rc == CTXH_OK) {
		val_put_int(info, "format", 1);
		val_put_text(info, "key", path);
		rc = out_object(app->out, info, text_show, NULL);
	}
	ctxh_value_free(info);
	wipe_free(key);
	free(path);
	return rc;
}

static void
text_passphrase(struct out *out, void *ctx, const ctxh_value *v)
{
	(void)ctx;
	out_printf(out, val_true(v, "locked") ?
	    T("The key file \"%s\" has a new passphrase.") :
	    T("The key file \"%s\" has no passphrase any more."),
	    val_str(v, "key"));
	out_puts(out, "\n");
}

static int
show_passphrase(struct app *app, const char *path, int locked)
{
	ctxh_value *v = ctxh_value_object();
	int rc;

	val_put_int(v, "format", 1);
	val_put_text(v, "key", path);
	val_put_bool(v, "locked", locked);
	rc = out_object(app->out, v, text_passphrase, NULL);
	ctxh_value_free(v);
	return rc;
}

static int
run_passphrase(struct app *app, struct opts *o)
{
	char *path, *key, *old = NULL, *fresh = NULL, *changed = NULL;
	int rc = find_key(app, o, &path, &key);

	if (rc == CTXH_OK && app->passphrase_fd < 0 && !term_can_ask(app))
		rc = app_fail(app, CTXH_EUSAGE,
		    T("nobody can be asked here; hand over the old and the new "
		    "passphrase, a line each, with --passphrase-fd N"));
	if (rc == CTXH_OK)
		rc = session_passphrase(app, key, path, &old);
	if (rc == CTXH_OK)
		rc = session_new_passphrase(app, &fresh);
	if (rc == CTXH_OK)
		rc = ctxh_key_passphrase(app->h, key, old, fresh, &changed);
	if (rc == CTXH_OK)
		rc = file_replace(app, path, 0600, changed, strlen(changed));
	if (rc == CTXH_OK)
		rc = show_passphrase(app, path, fresh != NULL);
	ctxh_text_free(changed);
	wipe_free(fresh);
	wipe_free(old);
	wipe_free(key);
	free(path);
	return rc;
}

/* A sheet typed in, line by line, until an empty line. */
static int
type_sheet(struct app *app, char **out)
{
	struct str all = { 0 };
	char *line = NULL;
	int rc, blank = 0;

	if (!term_can_ask(app))
		return app_fail(app, CTXH_EUSAGE,
		    T("missing: --sheet FILE, the recovery sheet"));
	fprintf(stderr, "%s\n", T("Type the lines of the recovery sheet; an "
	    "empty line ends:"));
	do {
		rc = term_read_line(STDIN_FILENO, &line);
		blank = rc != CTXH_OK || *line == '\0';
		if (!blank)
			str_printf(&all, "%s\n", line);
		wipe_free(line);
	} while (!blank);
	*out = all.s;
	return rc == CTXH_OK && all.s == NULL ? app_fail(app, CTXH_EKEY,
	    T("no recovery sheet was typed")) : rc;
}

static int
read_sheet(struct app *app, const char *path, char **sheet)
{
	size_t len;

	*sheet = NULL;
	if (path == NULL)
		return type_sheet(app, sheet);
	if (strcmp(path, "-") == 0)
		return file_read(app, path, SHEET_MAX, sheet, &len);
	return session_key_read(app, path, sheet);
}

static void
text_recover(struct out *out, void *ctx, const ctxh_value *v)
{
	(void)ctx;
	out_printf(out, T("%s has a new key; the old one is refused from "
	    "now on."), val_str(v, "handle"));
	out_printf(out, "\n%s %s\n", T("Key file:"), val_str(v, "key"));
}

static int
run_recover(struct app *app, struct opts *o)
{
	const char *handle = opt_arg(o, 0);
	char *sheet = NULL, *folder = NULL, *passphrase = NULL;
	struct new_key k = { 0 };
	int rc;

	rc = read_sheet(app, opt_text(o, "sheet"), &sheet);
	if (rc == CTXH_OK)
		rc = session_key_dir(app, ctxh_store_id(app->h), &folder);
	if (rc == CTXH_OK)
		rc = session_new_passphrase(app, &passphrase);
	if (rc == CTXH_OK)
		rc = keymake_start(app, folder, handle, passphrase, &k);
	if (rc == CTXH_OK)
		rc = ctxh_key_recover(app->h, sheet, handle, k.pub);
	if (rc == CTXH_OK) {
		k.path = xasprintf("%s/%s.key", folder, handle);
		rc = keymake_place(app, &k);
	}
	if (rc == CTXH_OK)
		rc = show_key(app, handle, &k, text_recover);
	keymake_free(&k);
	wipe_free(passphrase);
	free(folder);
	wipe_free(sheet);
	return rc;
}

static const struct opt_spec new_options[] = {
	{ "output", 'o', OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("where the key file goes; default: your folder of keys"),
	    NULL },
	{ 0 }
};

static const struct opt_spec recover_options[] = {
	{ "sheet", 0, OPT_TEXT, OPT_FILE, N_("FILE"),
	    N_("the recovery sheet (0600, or -); default: typed in"), NULL },
	{ 0 }
};

static const struct cmd subs[] = {
	{ .name = "new", .run = run_new, .args = N_("HANDLE"), .min_args = 1,
	    .max_args = 1, .options = new_options,
	    .summary = N_("make a key of your own, to be admitted with") },
	{ .name = "show", .run = run_show, .args = N_("[FILE]"), .max_args = 1,
	    .summary = N_("what a key file says: whose, for which store") },
	{ .name = "passphrase", .run = run_passphrase, .args = N_("[FILE]"),
	    .max_args = 1,
	    .summary = N_("put a key under another passphrase, or none") },
	{ .name = "recover", .run = run_recover, .args = N_("HANDLE"),
	    .min_args = 1, .max_args = 1, .flags = CMD_STORE | CMD_WRITE,
	    .options = recover_options,
	    .summary = N_("a new key for a member by the recovery sheet") },
	{ 0 }
};

const struct cmd cmd_key = {
	.name = "key", .group = GROUP_START, .sub = subs,
	.summary = N_("your key file: make, show, passphrase, recover"),
	.help = N_("A key file opens the store for one person. It lies in the "
	    "folder ctxh of $XDG_DATA_HOME or ~/.local/share. Who holds it "
	    "and its passphrase reads what that person may read."),
};
