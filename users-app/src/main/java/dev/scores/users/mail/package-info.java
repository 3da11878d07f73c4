/** Sends mails by SMTP. {@link dev.scores.users.mail.SmtpMails} has the queue. */
@NullMarked
package dev.scores.users.mail;

import org.jspecify.annotations.NullMarked;
