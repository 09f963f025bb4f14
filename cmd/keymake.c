/*
 * Making key files.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "keymake.h"
#include "util.h"

int
keymake_start(struct app *app, const char *folder, const char *handle,
    const char *passphrase, struct new_key *k)
{
	int rc;

	memset(k, 0, sizeof(*k));
	rc = ctxh_key_make(app->h, handle, passphrase, &k->key, &k->pub);
	if (rc == CTXH_OK)
		rc = file_mkdirs(app, folder);
	if (rc != CTXH_OK)
		return rc;
	k->temporary = xasprintf("%s/.%s-%ld.key", folder, handle,
	    (long)getpid());
	rc = file_create(app, k->temporary, 0600, k->key, strlen(k->key));
	if (rc != CTXH_OK) {
		free(k->temporary);
		k->temporary = NULL;
	}
	return rc;
}

int
keymake_target(struct app *app, const char *folder, const char *handle,
    const char *file, struct new_key *k)
{
	k->path = file != NULL ? xstrdup(file) :
	    xasprintf("%s/%s.key", folder, handle);
	if (access(k->path, F_OK) != 0)
		return CTXH_OK;
	return app_fail(app, CTXH_EFAIL,
	    T("there is a key file already: \"%s\""), k->path);
}

/* The folder that a path lies in. */
static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? xstrdup(".") : slash == path ? xstrdup("/") :
	    xstrndup(path, (size_t)(slash - path));
}

int
keymake_place(struct app *app, struct new_key *k)
{
	char *folder = folder_of(k->path);
	int rc = file_mkdirs(app, folder);

	if (rc != CTXH_OK)
		;
	else if (rename(k->temporary, k->path) == 0)
		file_sync_dir(folder);
	else if (errno == EXDEV)
		rc = file_replace(app, k->path, 0600, k->key, strlen(k->key));
	else
		rc = app_fail(app, CTXH_EFAIL, "%s \"%s\": %s",
		    T("cannot make"), k->path, T(strerror(errno)));
	if (rc == CTXH_OK) {
		(void)unlink(k->temporary);
		free(k->temporary);
		k->temporary = NULL;
	}
	free(folder);
	return rc;
}

void
keymake_free(struct new_key *k)
{
	if (k->temporary != NULL)
		(void)unlink(k->temporary);
	free(k->temporary);
	free(k->path);
	ctxh_text_free(k->pub);
	ctxh_text_free(k->key);
	memset(k, 0, sizeof(*k));
}
