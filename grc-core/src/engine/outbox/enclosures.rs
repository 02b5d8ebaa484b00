//! A message given to its transport, with the files that go with it.

use crate::delivery::{EnclosedFile, Failure, Means, Transport, Unsendable};
use crate::engine::Engine;
use crate::error::Result;
use crate::request::{Actor, Message, MessageFile, MessageId, Verdict};

/// Most bytes of the files of one message: what many relays take, once they are written in base 64.
const MOST_BYTES: u64 = 15 << 20;

/// Bytes read at once.
const AT_ONCE: usize = 1 << 20;

const UNSENDABLE: Failure = Failure::Unsendable(Unsendable::Content);

impl Engine {
    /// How the attempt ended; the store's own failures are the error.
    pub(super) fn send_by(
        &self,
        transport: &dyn Transport,
        id: MessageId,
        message: &Message,
    ) -> Result<Result<(), Failure>> {
        let sizes = message.attachments.iter().map(|file| file.size);
        if sizes.fold(0, u64::saturating_add) > MOST_BYTES {
            return Ok(Err(UNSENDABLE));
        }
        let mut files = Vec::with_capacity(message.attachments.len());
        for file in &message.attachments {
            match self.enclosed(file) {
                Ok(Some(enclosed)) => files.push(enclosed),
                Ok(None) => return Ok(Err(UNSENDABLE)),
                Err(error) if error.code().stops_everything() => return Err(error),
                Err(_) => return Ok(Err(UNSENDABLE)),
            }
        }
        Ok(transport.send_with(id, message, Means { secrets: self.host().secrets.as_ref(), files: &files }))
    }

    /// A file with its content; nothing of one in which the scanner has found something since.
    fn enclosed(&self, file: &MessageFile) -> Result<Option<EnclosedFile>> {
        if self.file(&Actor::System, file.id)?.verdict == Verdict::Infected {
            return Ok(None);
        }
        let mut content = Vec::new();
        loop {
            let part = self.read_file(&Actor::System, file.id, content.len() as u64, AT_ONCE)?;
            if part.is_empty() {
                break;
            }
            content.extend(part);
        }
        Ok(Some(EnclosedFile { name: file.name.clone(), media_type: file.media_type.clone(), content }))
    }
}
