"""Letters by e-mail: queued with the act, sent after it, tried again, their failures in sight."""
