/*
 * edit.h: a form filled in in the user's editor: written as a text with a
 * line "field: value" a field, read back with the line that each field stands
 * in, and kept where nobody else reads it until it is recorded.
 */
#ifndef EDIT_H
#define EDIT_H

#include <stddef.h>

#include "ctxh.h"

struct app;
struct entry;
struct str;

/* Longer than a form with every text at its most. */
#define EDIT_MAX	((size_t)16 << 20)

#define EDIT_MARK	"#!"	/* begins the comments that are ctxh's */

/* What a text says.  Free with edited_free(). */
struct edited {
	ctxh_value	*fields;	/* those with a value */
	ctxh_value	*lines;		/* "field", "list[0].field": its line */
	char		*error;		/* NULL: it could be read */
	size_t		 error_line;
};

/* A text that is being filled in, in a folder that only its user opens. */
struct draft {
	char	*dir;		/* NULL: none */
	char	*path;
};

/* A form in the editor. */
struct edit {
	struct entry	*e;
	struct app	*app;
	const char	*editor;
	char		*command;	/* "ctxh assess VV-2025-0001" */
	char		*case_no;	/* in full, or NULL */
	char		*against;	/* form_against() */
	ctxh_value	*forms;		/* of the case's rule set; owns e->form */
	ctxh_value	*before;	/* --amend: what the document says */
	struct edited	 was;		/* the same, read back from its text */
	struct draft	 draft;
	char		*text;		/* as it lies in the draft */
	int		 resumed;	/* --draft */
	/* what is wrong with it */
	int		 status;
	char		*message, *field;
	size_t		 line;		/* 0: of no line */
	ctxh_value	*missing;	/* the lines of fields not given */
};

/* ---- edit.c ---- */
/* --edit and --draft: fills in e->form in the editor and records it. */
int	 edit_form(struct entry *);

/* ---- edit_rounds.c ---- */
/* Lets the user type until it is recorded or given up. */
int	 edit_rounds(struct edit *);
/* Takes out what was said about errors, and the mark of Windows' Notepad. */
void	 edit_clean(char *text);

/* ---- edit_write.c ---- */
/* The form as a text: labels, help and choices as comments, and the fields
 * that are known.  command is the first line, without its "# ". */
void	 edit_write(struct str *, const struct entry *, const char *command,
	    const ctxh_value *fields);

/* ---- edit_read.c ---- */
/* Reads a text.  CTXH_EUSAGE with error and error_line where it is no form
 * that was filled in. */
int	 edit_read(const ctxh_value *form, const char *text,
	    struct edited *);
void	 edited_free(struct edited *);

/* ---- edit_values.c ---- */
/* The value that a field's lines say, those behind the first as they stand;
 * NULL where they say nothing. */
ctxh_value *edit_value(const ctxh_value *field, const char *lines);
/* The length of the line at s, and where the next one begins. */
size_t	 edit_line(const char *s, const char **next);
/* Goes over the blanks at both ends; gives the length that is left. */
size_t	 edit_trim(const char **s, size_t len);

/* ---- edit_draft.c ---- */
/* Makes one; name is its file's. */
int	 draft_make(struct app *, const char *name, const char *text,
	    struct draft *);
/* Takes up a file: in its place where it is one of ours, else as a new one
 * called name.  *text is freed with wipe_free(). */
int	 draft_resume(struct app *, const char *file, const char *name,
	    struct draft *, char **text);
/* What lies in it.  CTXH_ENOTFOUND, without a message, where that is no file
 * any more; CTXH_EFAIL and CTXH_EUSAGE (no text) through app_fail(). */
int	 draft_read(struct app *, const struct draft *, char **text);
/* Puts a text back where the editor left no file. */
int	 draft_restore(struct app *, struct draft *, const char *text);
/* Puts a text in its place, and overwrites what it held. */
int	 draft_write(struct app *, const struct draft *, const char *text);
/* Overwrites and removes the folder with all that an editor left there. */
void	 draft_remove(struct app *, struct draft *);
void	 draft_free(struct draft *);

/* ---- editor.c ---- */
/* $CTXH_EDITOR, $VISUAL, $EDITOR, vi; CTXH_EUSAGE where none can be. */
int	 editor_choose(struct app *, const char **command);
/* Runs it on a file and waits.  CTXH_EFAIL: it gave up; CTXH_EINTERRUPTED:
 * told to end meanwhile. */
int	 editor_run(struct app *, const char *command, const char *path);

#endif
