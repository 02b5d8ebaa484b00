//! The types of content that are told apart, by their IANA names.

macro_rules! kinds {
    ($($name:ident = $media_type:literal, $extension:literal;)+) => {
        $(pub(super) const $name: &str = $media_type;)+

        /// Each type with the usual extension of its files.
        const KINDS: &[(&str, &str)] = &[$(($media_type, $extension)),+];
    };
}

kinds! {
    PDF = "application/pdf", "pdf";
    JPEG = "image/jpeg", "jpg";
    PNG = "image/png", "png";
    WEBP = "image/webp", "webp";
    GIF = "image/gif", "gif";
    TIFF = "image/tiff", "tif";
    HEIC = "image/heic", "heic";
    HEIF = "image/heif", "heif";
    AVIF = "image/avif", "avif";
    SVG = "image/svg+xml", "svg";
    MP4 = "video/mp4", "mp4";
    QUICKTIME = "video/quicktime", "mov";
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx";
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx";
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx";
    ODT = "application/vnd.oasis.opendocument.text", "odt";
    ODS = "application/vnd.oasis.opendocument.spreadsheet", "ods";
    ODP = "application/vnd.oasis.opendocument.presentation", "odp";
    ODG = "application/vnd.oasis.opendocument.graphics", "odg";
    DOC = "application/msword", "doc";
    XLS = "application/vnd.ms-excel", "xls";
    PPT = "application/vnd.ms-powerpoint", "ppt";
    OUTLOOK = "application/vnd.ms-outlook", "msg";
    RTF = "application/rtf", "rtf";
    PLAIN = "text/plain", "txt";
    CSV = "text/csv", "csv";
    EMAIL = "message/rfc822", "eml";
    HTML = "text/html", "html";
    XML = "application/xml", "xml";
    SCRIPT = "text/x-shellscript", "sh";
    ZIP = "application/zip", "zip";
    GZIP = "application/gzip", "gz";
    SEVEN_ZIP = "application/x-7z-compressed", "7z";
    RAR = "application/vnd.rar", "rar";
    JAVA = "application/java-archive", "jar";
    INSTALLER = "application/x-msi", "msi";
    COMPOUND = "application/x-ole-storage", "ole";
    WINDOWS = "application/vnd.microsoft.portable-executable", "exe";
    ELF = "application/x-elf", "elf";
    UNKNOWN = "application/octet-stream", "bin";
}

/// Every type that can be told.
pub fn media_types() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(media_type, _)| *media_type)
}

/// The usual extension of files of a type, without its dot; none for a type that is not told.
pub fn extension(media_type: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| *known == media_type).map(|(_, extension)| *extension)
}

/// Whether a list of accepted types takes a type: it is named, or its family is (`image/*`). An empty list takes all.
pub fn accepts(accepted: &[String], media_type: &str) -> bool {
    accepted.is_empty() || accepted.iter().any(|accepted| takes(accepted, media_type))
}

/// Whether some content could be found to be of this type, or of this family.
pub fn can_be_told(accepted: &str) -> bool {
    media_types().any(|media_type| takes(accepted, media_type))
}

fn takes(accepted: &str, media_type: &str) -> bool {
    match accepted.strip_suffix("/*") {
        Some(family) => media_type.split_once('/').is_some_and(|(known, _)| known == family),
        None => accepted == media_type,
    }
}
