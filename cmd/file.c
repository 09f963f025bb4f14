/*
 * Files: reading whole ones and streams, and making new ones safely.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"
#include "util.h"

int
file_fail(struct app *app, const char *text, const char *path)
{
	int rc = app_fail(app, CTXH_EFAIL, "%s \"%s\": %s", text, path,
	    T(strerror(errno)));

	app_where(app, "path", path);
	return rc;
}

int
text_argument(struct app *app, const char *option, const char *text,
    size_t max, char **out)
{
	int from_stdin = strcmp(text, "-") == 0, rc;
	size_t len;
	char *s;

	*out = NULL;
	if (!from_stdin && (text[0] != '@' || text[1] == '@')) {
		*out = xstrdup(text + (text[0] == '@' ? 1 : 0));
		return CTXH_OK;
	}
	rc = file_read(app, from_stdin ? "-" : text + 1, max, &s, &len);
	if (rc != CTXH_OK)
		return rc;
	if (strlen(s) != len) {
		wipe_free(s);
		return app_fail(app, CTXH_EUSAGE,
		    T("--%s: \"%s\" holds a NUL byte, it is no text"), option,
		    text);
	}
	while (len > 0 && (s[len - 1] == '\n' || s[len - 1] == '\r'))
		s[--len] = '\0';
	*out = s;
	return CTXH_OK;
}

int
file_open(struct app *app, const char *path, struct file *f)
{
	struct stat st;

	*f = (struct file){ .fd = 0, .path = path, .size = 0, .at = -1 };
	if (strcmp(path, "-") != 0) {
		f->fd = open(path, O_RDONLY | O_CLOEXEC);
		if (f->fd == -1)
			return file_fail(app, T("cannot read"), path);
	}
	if (fstat(f->fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		file_fail(app, T("cannot read"), path);
		file_close(f);
		return CTXH_EFAIL;
	}
	if (fstat(f->fd, &st) == 0 && S_ISREG(st.st_mode)) {
		/* Standard input may have been read from already. */
		f->at = lseek(f->fd, 0, SEEK_CUR);
		f->size = (uint64_t)(f->at > 0 && f->at < st.st_size ?
		    st.st_size - f->at : st.st_size);
	}
	return CTXH_OK;
}

int
file_source(void *ctx, void *buf, size_t size, size_t *got)
{
	struct file *f = ctx;
	struct pollfd in = { .fd = f->fd, .events = POLLIN };
	ssize_t n;

	/* The signal may go to another thread than the one that waits. */
	while (!app_interrupted() && poll(&in, 1, 200) == 0)
		;
	do
		n = app_interrupted() ? -1 : read(f->fd, buf, size);
	while (n == -1 && errno == EINTR && !app_interrupted());
	*got = n > 0 ? (size_t)n : 0;
	return n < 0;
}

int
file_can_seek(const struct file *f)
{
	return f->at >= 0;
}

int
file_source_at(void *ctx, uint64_t at, void *buf, size_t size, size_t *got)
{
	const struct file *f = ctx;
	ssize_t n = 1;

	*got = 0;
	while (*got < size && n != 0) {
		n = app_interrupted() ? -1 : pread(f->fd, (char *)buf + *got,
		    size - *got, (off_t)((uint64_t)f->at + at + *got));
		if (n > 0)
			*got += (size_t)n;
		else if (n == -1 && (errno != EINTR || app_interrupted()))
			return -1;
	}
	return 0;
}

void
file_close(struct file *f)
{
	if (f->fd > 0)
		close(f->fd);
	f->fd = -1;
}

/* What is left of an open file. */
static int
read_rest(struct app *app, struct file *f, const char *path, size_t max,
    char **out, size_t *len)
{
	struct str text = { 0 };
	char buf[8192];
	size_t got = 1;
	int rc = CTXH_OK;

	*out = NULL;
	*len = 0;
	str_add(&text, "", 0);
	while (rc == CTXH_OK && got > 0) {
		if (file_source(f, buf, sizeof(buf), &got) != 0)
			rc = app_interrupted() ? CTXH_EINTERRUPTED :
			    file_fail(app, T("cannot read"), path);
		else if (got > max - text.len)
			rc = app_fail(app, CTXH_EUSAGE,
			    T("\"%s\" is too long; at most %zu bytes"), path,
			    max);
		else
			str_add(&text, buf, got);
	}
	wipe(buf, sizeof(buf));
	if (rc != CTXH_OK) {
		wipe(text.s, text.cap);
		free(text.s);
		return rc;
	}
	*out = text.s;
	*len = text.len;
	return CTXH_OK;
}

int
file_read(struct app *app, const char *path, size_t max, char **out,
    size_t *len)
{
	struct file f;
	int rc;

	*out = NULL;
	*len = 0;
	if ((rc = file_open(app, path, &f)) != CTXH_OK)
		return rc;
	rc = read_rest(app, &f, path, max, out, len);
	file_close(&f);
	return rc;
}

int
file_read_fd(struct app *app, int fd, const char *path, size_t max,
    char **out, size_t *len)
{
	struct file f = { .fd = fd };

	return read_rest(app, &f, path, max, out, len);
}

int
file_write_all(int fd, const char *text, size_t len)
{
	ssize_t n;

	while (len > 0) {
		n = write(fd, text, len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		text += n;
		len -= (size_t)n;
	}
	return fsync(fd) == -1 && errno != EINVAL && errno != EROFS ? -1 : 0;
}

void
file_overwrite(int fd)
{
	static const char zeros[4096];
	struct stat st;
	off_t left;
	ssize_t n;

	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode) ||
	    lseek(fd, 0, SEEK_SET) == -1)
		return;
	for (left = st.st_size; left > 0; left -= n) {
		n = write(fd, zeros, left < (off_t)sizeof(zeros) ?
		    (size_t)left : sizeof(zeros));
		if (n <= 0)
			return;
	}
	(void)fsync(fd);
}

/* name is the one that a person gave. */
static int
create(struct app *app, const char *path, const char *name, unsigned mode,
    const char *text, size_t len)
{
	int fd, bad, saved;

	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
	if (fd == -1)
		return file_fail(app, T("cannot make"), name);
	bad = fchmod(fd, (mode_t)mode) == -1 || file_write_all(fd, text, len) == -1;
	saved = errno;
	if (bad)
		file_overwrite(fd);
	if (close(fd) == -1 && !bad) {
		bad = 1;
		saved = errno;
	}
	if (!bad)
		return CTXH_OK;
	unlink(path);
	errno = saved;
	return file_fail(app, T("cannot write"), name);
}

int
file_create(struct app *app, const char *path, unsigned mode, const char *text,
    size_t len)
{
	return create(app, path, path, mode, text, len);
}

int
file_same(const char *a, const char *b)
{
	struct stat x, y;

	return a != NULL && b != NULL && stat(a, &x) == 0 &&
	    stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Whether it is a store, one of its journals, a key or a recovery sheet. */
static int
is_precious(const char *path)
{
	static const struct { const char *bytes; size_t n; } marks[] = {
		{ "SQLite format 3", 16 },
		{ "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8 },
		{ "\x37\x7f\x06\x82", 4 }, { "\x37\x7f\x06\x83", 4 },
	};
	static const char *const words[] = { "\"ctxh-key\"",
	    "PHIẾU KHÔI PHỤC KHÓA" };
	char head[8192];
	ssize_t n;
	int fd, is = 0;

	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
		return 0;
	n = read(fd, head, sizeof(head) - 1);
	close(fd);
	head[n > 0 ? n : 0] = '\0';
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		is |= n >= (ssize_t)marks[i].n &&
		    memcmp(head, marks[i].bytes, marks[i].n) == 0;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		is |= strstr(head, words[i]) != NULL;
	wipe(head, sizeof(head));
	return is;
}

int
file_may_replace(struct app *app, const char *path)
{
	struct stat st;

	/* The store that is open is not opened again: closing that would drop
	 * SQLite's locks. */
	if (path == NULL || stat(path, &st) == -1 || !S_ISREG(st.st_mode) ||
	    (!file_same(app->store_path, path) && !is_precious(path)))
		return CTXH_OK;
	return app_fail(app, CTXH_EUSAGE, T("\"%s\" is a store, a key or a "
	    "recovery sheet; it would be lost: give another name"), path);
}

int
file_replace(struct app *app, const char *path, unsigned mode,
    const char *text, size_t len)
{
	char *temporary = xasprintf("%s.%ld.new", path, (long)getpid());
	int rc = create(app, temporary, path, mode, text, len);

	if (rc == CTXH_OK && rename(temporary, path) == -1) {
		rc = file_fail(app, T("cannot write"), path);
		unlink(temporary);
	}
	free(temporary);
	return rc;
}

void
file_sync_dir(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		return;
	(void)fsync(fd);	/* not every file system can */
	close(fd);
}

int
file_mkdirs(struct app *app, const char *path)
{
	char *copy = xstrdup(path), *p = copy;
	int rc = CTXH_OK;

	while (rc == CTXH_OK && p != NULL) {
		p = strchr(p + 1, '/');
		if (p != NULL)
			*p = '\0';
		if (mkdir(copy, 0700) == -1 && errno != EEXIST)
			rc = file_fail(app, T("cannot make"), copy);
		if (p != NULL)
			*p = '/';
	}
	free(copy);
	return rc;
}
