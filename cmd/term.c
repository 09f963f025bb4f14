/*
 * Asking at the terminal, and the progress bar.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "cmd.h"
#include "out.h"
#include "term.h"
#include "util.h"

#define BAR 30

int
term_can_ask(const struct app *app)
{
	return !app->no_input && isatty(STDIN_FILENO) &&
	    isatty(STDERR_FILENO);
}

/* Byte by byte, so that nothing of a secret stays in a buffer of stdio and
 * what comes behind the line is left for others. */
int
term_read_line(int fd, char **out)
{
	struct str line = { 0 };
	ssize_t n;
	char c;

	str_add(&line, "", 0);
	for (;;) {
		n = read(fd, &c, 1);
		if (n == -1 && errno == EINTR && !app_interrupted())
			continue;
		if (n <= 0 || c == '\n' || line.len >= 4096)
			break;
		str_add(&line, &c, 1);
	}
	if (n < 0 || (n == 0 && line.len == 0)) {
		wipe_free(line.s);
		*out = NULL;
		return CTXH_EINTERRUPTED;
	}
	if (line.len > 0 && line.s[line.len - 1] == '\r')
		line.s[line.len - 1] = '\0';
	*out = line.s;
	return CTXH_OK;
}

static int
fail_nobody(struct app *app, const char *prompt)
{
	return app_fail(app, CTXH_EUSAGE,
	    T("missing: %s; nobody can be asked here"), prompt);
}

int
term_ask(struct app *app, const char *prompt, const char *fallback, char **out)
{
	int rc;

	*out = NULL;
	if (!term_can_ask(app))
		return fail_nobody(app, prompt);
	if (fallback != NULL)
		fprintf(stderr, "%s [%s]: ", prompt, fallback);
	else
		fprintf(stderr, "%s: ", prompt);
	rc = term_read_line(STDIN_FILENO, out);
	if (rc != CTXH_OK)
		fputc('\n', stderr);
	if (rc == CTXH_OK && (*out)[0] == '\0' && fallback != NULL) {
		wipe_free(*out);
		*out = xstrdup(fallback);
	}
	return rc;
}

int
term_confirm(struct app *app, const char *prompt, int fallback)
{
	char *question, *answer;
	int yes = fallback;

	if (!term_can_ask(app))
		return fallback;
	question = xasprintf("%s %s", prompt, fallback ? T("[Y/n]") :
	    T("[y/N]"));
	if (term_ask(app, question, NULL, &answer) != CTXH_OK)
		yes = 0;
	else if (strchr("yYcC", answer[0]) != NULL && answer[0] != '\0')
		yes = 1;
	else if (answer[0] != '\0')
		yes = 0;
	wipe_free(answer);
	free(question);
	return yes;
}

int
term_secret(struct app *app, const char *prompt, char **out)
{
	struct termios old, quiet;
	int rc;

	*out = NULL;
	if (!term_can_ask(app))
		return fail_nobody(app, prompt);
	fprintf(stderr, "%s: ", prompt);
	if (tcgetattr(STDIN_FILENO, &old) == -1)
		return app_fail(app, CTXH_EFAIL, "%s: %s",
		    T("cannot switch off the terminal's echo"),
		    T(strerror(errno)));
	quiet = old;
	quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
	if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == -1)
		return app_fail(app, CTXH_EFAIL, "%s: %s",
		    T("cannot switch off the terminal's echo"),
		    T(strerror(errno)));
	rc = term_read_line(STDIN_FILENO, out);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
	fputc('\n', stderr);
	return rc;
}

void
term_progress_begin(struct app *app, const char *label)
{
	app->progress_label = isatty(STDERR_FILENO) ? label : NULL;
	app->progress_shown = 0;
}

void
term_progress_end(struct app *app)
{
	if (app->progress_shown != 0)
		fputs("\r\033[K", stderr);
	app->progress_shown = 0;
	app->progress_label = NULL;
}

static void
show_progress(const char *label, uint64_t done, uint64_t total)
{
	int filled;

	if (total == 0) {
		fprintf(stderr, "\r%s  %llu\033[K", label,
		    (unsigned long long)done);
		return;
	}
	if (done > total)
		done = total;
	filled = (int)(done * BAR / total);
	fprintf(stderr, "\r%s  [", label);
	for (int i = 0; i < BAR; i++)
		fputc(i < filled ? '#' : '.', stderr);
	fprintf(stderr, "] %3d%%\033[K", (int)(done * 100 / total));
}

int
term_progress(void *ctx, uint64_t done, uint64_t total)
{
	struct app *app = ctx;
	struct timespec ts;
	int64_t now;

	if (app_interrupted())
		return 1;
	if (app->progress_label == NULL ||
	    clock_gettime(CLOCK_MONOTONIC, &ts) == -1)
		return 0;
	now = (int64_t)ts.tv_sec * 10 + ts.tv_nsec / 100000000 + 1;
	if (now == app->progress_shown)
		return 0;
	app->progress_shown = now;
	show_progress(app->progress_label, done, total);
	return 0;
}
