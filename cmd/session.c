/*
 * From the command line to an open, unlocked store.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "session.h"
#include "term.h"
#include "util.h"

#define STORE_NAME "ctxh.db"

/* The store in dir or the nearest folder above it, or NULL. */
static char *
search_up(const char *start)
{
	char *dir = xstrdup(start), *path, *slash;

	for (;;) {
		path = xasprintf("%s/%s", strcmp(dir, "/") == 0 ? "" : dir,
		    STORE_NAME);
		if (access(path, F_OK) == 0)
			break;
		free(path);
		path = NULL;
		slash = strrchr(dir, '/');
		if (slash == NULL || dir[1] == '\0')
			break;
		slash[slash == dir ? 1 : 0] = '\0';
	}
	free(dir);
	return path;
}

static char *
current_dir(void)
{
	size_t size = 4096;
	char *dir = xmalloc(size);

	if (getcwd(dir, size) == NULL)
		strcpy(dir, ".");
	return dir;
}

int
session_find(struct app *app, char **path)
{
	const char *named = app->store;
	char *dir;

	if (named == NULL)
		named = getenv("CTXH_STORE");
	if (named != NULL && *named != '\0') {
		*path = xstrdup(named);
		return CTXH_OK;
	}
	dir = current_dir();
	*path = access(STORE_NAME, F_OK) == 0 ? xstrdup(STORE_NAME) :
	    search_up(dir);
	free(dir);
	if (*path != NULL)
		return CTXH_OK;
	return app_fail(app, CTXH_ENOSTORE,
	    T("no store here or in a folder above; make one with ctxh init, "
	    "or name one with --store FILE"));
}

/* Unlocks with the actor's key file. */
static int
unlock(struct app *app)
{
	char *path = NULL, *key = NULL, *passphrase = NULL;
	int rc;

	if (app->unlocked)
		return CTXH_OK;
	rc = session_key_path(app, ctxh_store_id(app->h), &path);
	if (rc == CTXH_OK)
		rc = session_key_read(app, path, &key);
	if (rc == CTXH_OK)
		rc = session_passphrase(app, key, path, &passphrase);
	if (rc == CTXH_OK)
		rc = ctxh_unlock(app->h, key, passphrase);
	if (rc == CTXH_OK) {
		app->unlocked = 1;
		app->key_path = path;
		path = NULL;
	} else if (rc == CTXH_EKEY && app->error.message == NULL) {
		/* Of several key files, it is this one. */
		char *why = xstrdup(ctxh_message(app->h));

		rc = app_fail(app, rc, "%s: %s", path, why);
		free(why);
	}
	wipe_free(passphrase);
	wipe_free(key);
	free(path);
	return rc;
}

static void
forget_error(struct app *app)
{
	free(app->error.message);
	ctxh_value_free(app->error.where);
	memset(&app->error, 0, sizeof(app->error));
}

/* Goes on without a key, and says so, unless the user named one. */
static int
unlock_if_possible(struct app *app)
{
	const char *why;
	int rc = unlock(app);

	if (rc == CTXH_OK || rc == CTXH_EINTERRUPTED || app->as != NULL ||
	    (rc != CTXH_EKEY && rc != CTXH_EUSAGE))
		return rc;
	why = app->error.message != NULL ? app->error.message :
	    ctxh_message(app->h);
	app_warn(app, T("going on without a key: %s"), why);
	forget_error(app);
	return CTXH_OK;
}

/* The store, where it is not open already as is wanted. */
static int
open_store(struct app *app, unsigned flags)
{
	int rc, how = (flags & CMD_WRITE) ? CMD_WRITE : CMD_STORE;

	if (app->opened >= how)
		return CTXH_OK;
	free(app->store_path);
	app->store_path = NULL;
	app->unlocked = 0;
	rc = session_find(app, &app->store_path);
	if (rc == CTXH_OK)
		rc = ctxh_open(app->h, app->store_path,
		    how == CMD_WRITE ? CTXH_WRITE : CTXH_READ);
	if (rc == CTXH_OK)
		app->opened = how;
	return rc;
}

int
session_open(struct app *app, unsigned flags)
{
	const unsigned any = CMD_STORE | CMD_WRITE | CMD_KEY | CMD_MAYBE_KEY;
	int rc;

	if ((flags & any) == 0)
		return CTXH_OK;
	if ((rc = open_store(app, flags)) != CTXH_OK)
		return rc;
	if (flags & CMD_KEY)
		return unlock(app);
	return (flags & CMD_MAYBE_KEY) ? unlock_if_possible(app) : CTXH_OK;
}

int
session_try(struct app *app)
{
	char *path = NULL;
	int rc = session_find(app, &path);

	free(path);
	if (rc == CTXH_OK)
		return session_open(app, CMD_MAYBE_KEY);
	forget_error(app);
	return CTXH_OK;
}

int
session_own(struct app *app, unsigned flags)
{
	/* What keeps it from being opened is said when it must be. */
	if (open_store(app, flags) != CTXH_OK) {
		forget_error(app);
		return CTXH_OK;
	}
	return ctxh_rules_own(app->h) > 0 ? unlock(app) : CTXH_OK;
}

void
session_own_quietly(struct app *app)
{
	int no_input = app->no_input, fd = app->passphrase_fd;

	app->no_input = 1;
	app->passphrase_fd = -1;
	(void)session_own(app, CMD_STORE);
	forget_error(app);
	app->no_input = no_input;
	app->passphrase_fd = fd;
}
