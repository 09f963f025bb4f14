/*
 * Drafts: what a person types about a pupil lies in a folder of its own that
 * nobody else opens, in memory where the system has such a place, and is
 * overwritten when it is in the store.
 */
#define _XOPEN_SOURCE 700	/* realpath() */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"
#include "edit.h"
#include "session.h"
#include "term.h"
#include "util.h"

/* The user's own folder in memory, if it is one. */
static const char *
runtime_dir(void)
{
	const char *dir = getenv("XDG_RUNTIME_DIR");
	struct stat st;

	if (dir == NULL || dir[0] != '/' || stat(dir, &st) == -1 ||
	    !S_ISDIR(st.st_mode) || st.st_uid != geteuid() ||
	    (st.st_mode & 077) != 0 || access(dir, W_OK | X_OK) == -1)
		return NULL;
	return dir;
}

/* Where drafts are: in memory, else beside the key files. */
static int
drafts_dir(struct app *app, int in_memory, char **dir)
{
	const char *runtime = runtime_dir();

	*dir = NULL;
	if (!in_memory)
		return session_key_dir(app, "", dir);
	if (runtime != NULL)
		*dir = xasprintf("%s/ctxh", runtime);
	return CTXH_OK;
}

/* Says which draft lies in a folder that was left. */
static void
name_left(struct app *app, const char *parent, const char *folder)
{
	char *path = xasprintf("%s/%s", parent, folder);
	DIR *dir = opendir(path);
	struct dirent *e;
	size_t len;

	while (dir != NULL && (e = readdir(dir)) != NULL) {
		len = strlen(e->d_name);
		if (e->d_name[0] != '.' && len > 4 &&
		    strcmp(e->d_name + len - 4, ".txt") == 0)
			app_warn(app, T("an earlier draft lies in \"%s/%s\"; "
			    "go on with it by --draft, or remove it"), path,
			    e->d_name);
	}
	if (dir != NULL)
		closedir(dir);
	free(path);
}

/* Whoever was cut off, by a power cut perhaps, hears of what is left. */
static void
name_all_left(struct app *app, const char *parent)
{
	DIR *dir = term_can_ask(app) ? opendir(parent) : NULL;
	struct dirent *e;

	while (dir != NULL && (e = readdir(dir)) != NULL)
		if (strncmp(e->d_name, "edit-", 5) == 0)
			name_left(app, parent, e->d_name);
	if (dir != NULL)
		closedir(dir);
}

/* The draft, if it is a file of its own: never waits, follows no link. */
static int
open_own(int dir, const char *path, int flags)
{
	int fd = openat(dir, path, flags | O_NOFOLLOW | O_NONBLOCK |
	    O_CLOEXEC);
	struct stat st;

	if (fd != -1 && (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode))) {
		close(fd);
		errno = ENOENT;
		return -1;
	}
	return fd;
}

int
draft_make(struct app *app, const char *name, const char *text,
    struct draft *d)
{
	char *parent;
	int rc;

	*d = (struct draft){ 0 };
	rc = drafts_dir(app, 1, &parent);
	if (rc == CTXH_OK && parent == NULL)
		rc = drafts_dir(app, 0, &parent);
	if (rc == CTXH_OK)
		rc = file_mkdirs(app, parent);
	if (rc == CTXH_OK) {
		name_all_left(app, parent);
		d->dir = xasprintf("%s/edit-XXXXXX", parent);
		if (mkdtemp(d->dir) == NULL) {
			rc = app_fail(app, CTXH_EFAIL, "%s \"%s\": %s",
			    T("cannot make"), d->dir, T(strerror(errno)));
			free(d->dir);
			d->dir = NULL;
		}
	}
	free(parent);
	if (rc != CTXH_OK)
		return rc;
	d->path = xasprintf("%s/%s", d->dir, name);
	rc = file_create(app, d->path, 0600, text, strlen(text));
	if (rc != CTXH_OK)
		draft_remove(app, d);
	return rc;
}

/* Whether the folder is one that draft_make() made in parent. */
static int
is_in(const char *dir, const char *parent)
{
	char *real = parent == NULL ? NULL : realpath(parent, NULL);
	size_t len = real == NULL ? 0 : strlen(real);
	int is;

	is = real != NULL && strncmp(dir, real, len) == 0 &&
	    strncmp(dir + len, "/edit-", 6) == 0 &&
	    strchr(dir + len + 1, '/') == NULL;
	free(real);
	return is;
}

static int
is_draft(struct app *app, const char *dir)
{
	char *memory = NULL, *disk = NULL;
	int is;

	is = drafts_dir(app, 1, &memory) == CTXH_OK && is_in(dir, memory);
	if (!is)
		is = drafts_dir(app, 0, &disk) == CTXH_OK && is_in(dir, disk);
	free(memory);
	free(disk);
	return is;
}

/* What cannot be a draft: what to do with the file first. */
static int
check_size(struct app *app, const char *path)
{
	struct stat st;

	if (stat(path, &st) == -1 || !S_ISREG(st.st_mode) ||
	    st.st_size <= (off_t)EDIT_MAX)
		return CTXH_OK;
	return app_fail(app, CTXH_EUSAGE, T("\"%s\" is longer than %zu "
	    "bytes; open it in an editor first, and shorten it"), path,
	    EDIT_MAX);
}

static int
check_text(struct app *app, const char *path, char **text, size_t len)
{
	if (strlen(*text) == len)
		return CTXH_OK;
	wipe(*text, len);
	free(*text);
	*text = NULL;
	return app_fail(app, CTXH_EUSAGE, T("\"%s\" holds a NUL byte; open "
	    "it in an editor first, and save it as UTF-8 without that"),
	    path);
}

int
draft_read(struct app *app, const struct draft *d, char **text)
{
	int fd = open_own(AT_FDCWD, d->path, O_RDONLY), rc;
	size_t len = 0;

	*text = NULL;
	if (fd == -1 && errno != EACCES)
		return CTXH_ENOTFOUND;
	if (fd == -1)
		return app_fail(app, CTXH_EFAIL, "%s \"%s\": %s",
		    T("cannot read"), d->path, T(strerror(errno)));
	if ((rc = check_size(app, d->path)) == CTXH_OK)
		rc = file_read_fd(app, fd, d->path, EDIT_MAX, text, &len);
	close(fd);
	return rc != CTXH_OK ? rc : check_text(app, d->path, text, len);
}

int
draft_restore(struct app *app, struct draft *d, const char *text)
{
	char *name = xstrdup(strrchr(d->path, '/') + 1);
	int rc;

	(void)mkdir(d->dir, 0700);
	if (unlink(d->path) == -1 && errno != ENOENT &&
	    rmdir(d->path) == -1) {
		/* A folder with something in it is not ours to remove. */
		draft_free(d);
		rc = draft_make(app, name, text, d);
	} else {
		rc = file_create(app, d->path, 0600, text, strlen(text));
	}
	free(name);
	return rc;
}

int
draft_resume(struct app *app, const char *file, const char *name,
    struct draft *d, char **text)
{
	char *real = realpath(file, NULL);	/* NULL: a pipe */
	size_t len;
	int rc;

	*d = (struct draft){ 0 };
	*text = NULL;
	if ((rc = check_size(app, file)) == CTXH_OK)
		rc = file_read(app, file, EDIT_MAX, text, &len);
	if (rc == CTXH_OK)
		rc = check_text(app, file, text, len);
	if (rc == CTXH_OK && real != NULL) {
		d->path = xstrdup(real);
		d->dir = xstrndup(real, (size_t)(strrchr(real, '/') - real));
	}
	free(real);
	if (rc == CTXH_OK && (d->dir == NULL || !is_draft(app, d->dir))) {
		draft_free(d);
		rc = draft_make(app, name, *text, d);
	}
	if (rc != CTXH_OK) {
		wipe_free(*text);
		*text = NULL;
	}
	return rc;
}

int
draft_write(struct app *app, const struct draft *d, const char *text)
{
	/* A moment without the text is none: the new one is there first. */
	int old = open_own(AT_FDCWD, d->path, O_WRONLY);
	int rc = file_replace(app, d->path, 0600, text, strlen(text));

	if (old != -1) {
		if (rc == CTXH_OK)
			file_overwrite(old);
		close(old);
	}
	return rc;
}

void
draft_remove(struct app *app, struct draft *d)
{
	DIR *dir = d->dir == NULL ? NULL : opendir(d->dir);
	struct dirent *e;
	int fd;

	while (dir != NULL && (e = readdir(dir)) != NULL) {
		fd = open_own(dirfd(dir), e->d_name, O_WRONLY);
		if (fd != -1) {
			file_overwrite(fd);
			close(fd);
		}
		if (unlinkat(dirfd(dir), e->d_name, 0) == -1 &&
		    e->d_name[0] != '.')
			(void)unlinkat(dirfd(dir), e->d_name, AT_REMOVEDIR);
	}
	if (dir != NULL)
		closedir(dir);
	if (d->dir != NULL && rmdir(d->dir) == -1 && errno != ENOENT)
		app_warn(app, "%s \"%s\": %s", T("cannot remove"), d->dir,
		    T(strerror(errno)));
	draft_free(d);
}

void
draft_free(struct draft *d)
{
	free(d->dir);
	free(d->path);
	*d = (struct draft){ 0 };
}
