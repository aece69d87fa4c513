//! Uploads: files with what was typed beside them, read within limits.

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use domain::direction::isolated;

use crate::fields::Fields;
use crate::readable::{is_line, wrong_with};

const MEBIBYTE: usize = 1024 * 1024;

/// How much an upload may hold, in bytes where nothing else is said.
#[derive(Clone, Copy, Debug)]
pub struct UploadLimits {
    /// One file.
    pub file: usize,
    /// A field that is no file.
    pub words: usize,
    /// All of it.
    pub all: usize,
    /// The number of files in one field.
    pub files: usize,
}

/// A file of an upload.
#[derive(Clone, Debug)]
pub struct UploadedFile {
    /// The field that it came in.
    pub field: String,
    /// Its name where it comes from.
    pub name: String,
    /// What is in it, as it is.
    pub bytes: Vec<u8>,
}

/// What came in an upload.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// The files, in order.
    pub files: Vec<UploadedFile>,
    /// The fields that are no files.
    pub fields: Fields,
}

/// Why an upload was not taken, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotTaken(pub String);

impl Upload {
    /// Reads an upload whole.
    pub async fn read(mut multipart: Multipart, limits: &UploadLimits) -> Result<Self, NotTaken> {
        let mut upload = Self::default();
        let mut left = limits.all;
        while let Some(field) = multipart.next_field().await.map_err(|_| limits.broken_off())? {
            upload.take(field, limits, &mut left).await?;
        }
        Ok(upload)
    }

    async fn take(
        &mut self,
        field: Field<'_>,
        limits: &UploadLimits,
        left: &mut usize,
    ) -> Result<(), NotTaken> {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        if file.as_deref().is_some_and(|file| !is_line(file)) {
            let words = "The name of a file holds a character that cannot be seen or kept. Rename the file.";
            return Err(NotTaken(words.to_owned()));
        }
        let bytes = limits.read(field, file.as_deref(), left).await?;
        match file {
            Some(file) => self.take_file(UploadedFile { field: name, name: file, bytes }, limits),
            None => self.take_words(&name, &String::from_utf8_lossy(&bytes)),
        }
    }

    fn take_file(&mut self, file: UploadedFile, limits: &UploadLimits) -> Result<(), NotTaken> {
        // A file field in which nothing was chosen comes with an empty name.
        if file.name.is_empty() {
            return Ok(());
        }
        if let Some(wrong) = wrong_with(&file.field, "") {
            return Err(NotTaken(wrong));
        }
        if self.files.iter().filter(|other| other.field == file.field).count() >= limits.files {
            return Err(NotTaken(format!("These are more than {} files.", limits.files)));
        }
        self.files.push(file);
        Ok(())
    }

    fn take_words(&mut self, name: &str, words: &str) -> Result<(), NotTaken> {
        if let Some(wrong) = wrong_with(name, words) {
            return Err(NotTaken(wrong));
        }
        self.fields.add(name, &isolated(words));
        Ok(())
    }
}

impl UploadLimits {
    fn broken_off(&self) -> NotTaken {
        let all = self.all / MEBIBYTE;
        NotTaken(format!("The upload broke off, or was larger than {all} MiB in all."))
    }

    async fn read(
        &self,
        mut field: Field<'_>,
        file: Option<&str>,
        left: &mut usize,
    ) -> Result<Vec<u8>, NotTaken> {
        let most = if file.is_some() { self.file } else { self.words };
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|_| self.broken_off())? {
            *left = left.checked_sub(chunk.len()).ok_or_else(|| self.broken_off())?;
            if bytes.len() + chunk.len() > most {
                let what = file.unwrap_or("a field");
                return Err(NotTaken(format!("{what} is larger than {} MiB.", self.file / MEBIBYTE)));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}
