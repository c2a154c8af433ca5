"""What is told to those who want to know: moderators by mail, other programs by a web hook."""
