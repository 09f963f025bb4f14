/*
 * A file format on its way out: to standard output, or to a file that is
 * complete or is not there.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"
#include "out.h"
#include "paper.h"
#include "paper_look.h"
#include "util.h"

const char *
app_paper_format(const struct app *app)
{
	static const char *const formats[] = { PAPER_DOCX, PAPER_HTML,
	    PAPER_XLSX };

	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (app->format != NULL && strcmp(app->format, formats[i]) == 0)
			return formats[i];
	return NULL;
}

static int
is_stdout(const char *path)
{
	return path == NULL || strcmp(path, "-") == 0;
}

/* What --format asks for; a suffix can only be that of a file. */
static int
may_go_there(struct app *app, const char *path)
{
	const char *format = app_paper_format(app);

	return format == NULL ? CTXH_OK :
	    paper_check_format(app, format, path);
}

/* A pipe or a device has no place that another one could take. */
static int
write_in_place(struct app *app, const char *path, const void *bytes,
    size_t len)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), bad, saved;

	if (fd == -1)
		return file_fail(app, T("cannot write"), path);
	bad = file_write_all(fd, bytes, len) == -1;
	saved = errno;
	close(fd);
	errno = saved;
	return bad ? file_fail(app, T("cannot write"), path) : CTXH_OK;
}

/* A file that is there keeps its mode, unless what comes is secret. */
static mode_t
mode_of(int secret, const struct stat *there)
{
	mode_t mask;

	if (secret)
		return 0600;
	if (there != NULL)
		return there->st_mode & 0777;
	mask = umask(0);
	(void)umask(mask);
	return 0666 & ~mask;
}

int
paper_output(struct app *app, const char *path, int secret, const void *bytes,
    size_t len)
{
	struct stat st;
	char *real;
	int rc, there;

	if ((rc = may_go_there(app, path)) != CTXH_OK ||
	    (rc = file_may_replace(app, path)) != CTXH_OK)
		return rc;
	if (is_stdout(path)) {
		out_bytes(app->out, bytes, len);
		return CTXH_OK;
	}
	there = stat(path, &st) == 0;
	if (there && !S_ISREG(st.st_mode))
		return write_in_place(app, path, bytes, len);
	/* Behind a link it is the file that changes. */
	real = there ? realpath(path, NULL) : NULL;
	rc = file_replace(app, real != NULL ? real : path,
	    mode_of(secret, there ? &st : NULL), bytes, len);
	free(real);
	return rc;
}
