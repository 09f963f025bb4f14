/*
 * Key files: where they lie, which one is meant, and their passphrases.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"
#include "session.h"
#include "term.h"
#include "util.h"

#define KEY_MAX 65536		/* bytes of a key file or sheet */

int
session_key_dir(struct app *app, const char *store_id, char **dir)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	const char *slash = *store_id == '\0' ? "" : "/";

	*dir = NULL;
	if (data != NULL && data[0] == '/')
		*dir = xasprintf("%s/ctxh%s%s", data, slash, store_id);
	else if (home != NULL && home[0] == '/')
		*dir = xasprintf("%s/.local/share/ctxh%s%s", home, slash,
		    store_id);
	else
		return app_fail(app, CTXH_EKEY,
		    T("no place for key files; set HOME or XDG_DATA_HOME"));
	return CTXH_OK;
}

/* The library's rule, so that a handle never is a path. */
static int
is_handle(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n >= 1 && n <= 32 && s[n] == '\0';
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The handles of the key files in a folder, sorted. */
static size_t
list_handles(const char *dir, char ***out)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	size_t n = 0, len;

	*out = NULL;
	while (d != NULL && (e = readdir(d)) != NULL) {
		len = strlen(e->d_name);
		if (len < 5 || strcmp(e->d_name + len - 4, ".key") != 0 ||
		    e->d_name[0] == '.')
			continue;
		*out = xrealloc(*out, (n + 1) * sizeof(**out));
		(*out)[n++] = xstrndup(e->d_name, len - 4);
	}
	if (d != NULL)
		closedir(d);
	if (n > 1)
		qsort(*out, n, sizeof(**out), by_name);
	return n;
}

static int
fail_several(struct app *app, char **handles, size_t n)
{
	struct str list = { 0 };
	int rc;

	for (size_t i = 0; i < n; i++)
		str_printf(&list, "%s%s", i > 0 ? ", " : "", handles[i]);
	rc = app_fail(app, CTXH_EUSAGE,
	    T("several keys open this store: %s; choose one with --as HANDLE "
	    "or $CTXH_USER"), list.s);
	free(list.s);
	return rc;
}

/* Whether the file is a key that opens the store; who reads on will say why
 * it is not. */
static int
opens_store(struct app *app, const char *dir, const char *handle)
{
	char *path = xasprintf("%s/%s.key", dir, handle), *key = NULL;
	ctxh_value *info = NULL;
	size_t len;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), is = 0;

	if (fd != -1 && file_read_fd(app, fd, path, KEY_MAX, &key, &len) ==
	    CTXH_OK && ctxh_key_info(app->h, key, &info) == CTXH_OK)
		is = val_true(info, "member");
	if (fd != -1)
		close(fd);
	ctxh_value_free(info);
	wipe_free(key);
	free(path);
	return is;
}

/* Of several key files, those that open the store: a key made for later, or
 * retired, is no choice.  All of them where none does. */
static size_t
keep_members(struct app *app, const char *dir, char **handles, size_t n)
{
	size_t kept = 0;
	char *other;

	for (size_t i = 0; i < n; i++) {
		if (!opens_store(app, dir, handles[i]))
			continue;
		other = handles[kept];
		handles[kept++] = handles[i];
		handles[i] = other;
	}
	return kept > 0 ? kept : n;
}

/* The key file of a handle, or of the only one, in this folder; *path is NULL
 * where there is none. */
static int
choose(struct app *app, const char *dir, const char *handle, char **path)
{
	char **handles;
	size_t all = list_handles(dir, &handles), n = all;
	int rc = CTXH_OK;

	*path = NULL;
	for (size_t i = 0; handle != NULL && i < n; i++)
		if (strcmp(handles[i], handle) == 0)
			*path = xasprintf("%s/%s.key", dir, handle);
	if (handle == NULL && n > 1)
		n = keep_members(app, dir, handles, n);
	if (handle == NULL && n == 1)
		*path = xasprintf("%s/%s.key", dir, handles[0]);
	else if (handle == NULL && n > 1)
		rc = fail_several(app, handles, n);
	for (size_t i = 0; i < all; i++)
		free(handles[i]);
	free(handles);
	return rc;
}

int
session_key_path(struct app *app, const char *store_id, char **path)
{
	const char *handle = app->as;
	char *dir, *common = NULL;
	int rc;

	*path = NULL;
	if (handle == NULL)
		handle = getenv("CTXH_USER");
	if (handle != NULL && *handle == '\0')
		handle = NULL;
	if (handle != NULL && !is_handle(handle))
		return app_fail(app, CTXH_EUSAGE,
		    T("no such name of a user: \"%s\""), handle);
	rc = session_key_dir(app, store_id, &dir);
	if (rc == CTXH_OK)
		rc = choose(app, dir, handle, path);
	if (rc == CTXH_OK && *path == NULL) {
		/* a key made before the store was known lies a level above */
		rc = session_key_dir(app, "", &common);
		if (rc == CTXH_OK)
			rc = choose(app, common, handle, path);
	}
	if (rc == CTXH_OK && *path == NULL && handle != NULL)
		rc = app_fail(app, CTXH_EKEY,
		    T("no key file of \"%s\" for this store in \"%s\""), handle,
		    dir);
	else if (rc == CTXH_OK && *path == NULL)
		rc = app_fail(app, CTXH_EKEY,
		    T("no key file for this store in \"%s\"; copy yours there, "
		    "or use the recovery sheet: ctxh key recover"), dir);
	free(common);
	free(dir);
	return rc;
}

static void
each_handle(struct app *app, const char *store_id,
    void (*fn)(void *, const char *), void *ctx)
{
	char *dir, **handles;
	size_t n;

	if (session_key_dir(app, store_id, &dir) != CTXH_OK)
		return;
	n = list_handles(dir, &handles);
	for (size_t i = 0; i < n; i++) {
		fn(ctx, handles[i]);
		free(handles[i]);
	}
	free(handles);
	free(dir);
}

void
session_handles(struct app *app, void (*fn)(void *, const char *), void *ctx)
{
	const char *id;

	session_own_quietly(app);
	id = ctxh_store_id(app->h);
	if (id != NULL && *id != '\0')
		each_handle(app, id, fn, ctx);
	each_handle(app, "", fn, ctx);
}

static int
check_secret_file(struct app *app, const char *path, int fd)
{
	struct stat st;

	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode))
		return app_fail(app, CTXH_EKEY, T("\"%s\" is not a file"),
		    path);
	if (st.st_uid != geteuid())
		return app_fail(app, CTXH_EKEY,
		    T("\"%s\" belongs to somebody else; a key must be its "
		    "user's own"), path);
	if ((st.st_mode & 077) != 0)
		return app_fail(app, CTXH_EKEY,
		    T("others may read \"%s\"; close it: chmod 600 \"%s\""),
		    path, path);
	return CTXH_OK;
}

int
session_key_read(struct app *app, const char *path, char **key)
{
	int fd, rc;
	size_t len;

	*key = NULL;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd == -1)
		return app_fail(app, CTXH_EKEY, "%s \"%s\": %s",
		    T("cannot read"), path, T(strerror(errno)));
	/* What was checked is what is read. */
	rc = check_secret_file(app, path, fd);
	if (rc == CTXH_OK)
		rc = file_read_fd(app, fd, path, KEY_MAX, key, &len);
	close(fd);
	return rc;
}

/* A line of --passphrase-fd. */
static int
read_fd(struct app *app, char **out)
{
	if (term_read_line(app->passphrase_fd, out) == CTXH_OK)
		return CTXH_OK;
	if (app_interrupted())
		return CTXH_EINTERRUPTED;
	return app_fail(app, CTXH_EKEY,
	    T("no passphrase on file descriptor %d"), app->passphrase_fd);
}

int
session_passphrase(struct app *app, const char *key, const char *name,
    char **out)
{
	ctxh_value *info;
	int rc, locked;

	*out = NULL;
	rc = ctxh_key_info(app->h, key, &info);
	locked = val_true(info, "locked");
	ctxh_value_free(info);
	if (rc != CTXH_OK || !locked)
		return rc;
	if (app->passphrase_fd >= 0)
		return read_fd(app, out);
	if (!term_can_ask(app))
		return app_fail(app, CTXH_EKEY,
		    T("\"%s\" needs a passphrase; hand it over with "
		    "--passphrase-fd N"), name);
	fprintf(stderr, "%s\n", name);
	return term_secret(app, T("passphrase"), out);
}

static int
ask_new(struct app *app, char **out)
{
	char *again = NULL;
	int rc, same;

	rc = term_secret(app, T("new passphrase (Enter: none)"), out);
	if (rc != CTXH_OK || (*out)[0] == '\0') {
		wipe_free(*out);
		*out = NULL;
		return rc;
	}
	rc = term_secret(app, T("the same again"), &again);
	same = rc == CTXH_OK && strcmp(*out, again) == 0;
	wipe_free(again);
	if (same)
		return CTXH_OK;
	wipe_free(*out);
	*out = NULL;
	return rc != CTXH_OK ? rc : app_fail(app, CTXH_EUSAGE,
	    T("the two passphrases differ; try again"));
}

int
session_new_passphrase(struct app *app, char **out)
{
	int rc;

	*out = NULL;
	if (app->passphrase_fd < 0)
		return term_can_ask(app) ? ask_new(app, out) : CTXH_OK;
	rc = read_fd(app, out);
	if (rc == CTXH_OK && (*out)[0] == '\0') {
		wipe_free(*out);
		*out = NULL;
	}
	return rc;
}
